import { type Stage, type StageOptions, startStage } from "local-stage";
import { dataFolder, rebuild, seeds, shopProgram } from "./shop";

export interface ShopOptions
  extends Partial<
    Pick<
      StageOptions,
      | "beforeGate"
      | "beforeSignIn"
      | "dataFolder"
      | "fresh"
      | "graph"
      | "log"
      | "mailSandbox"
      | "now"
      | "port"
    >
  > {
  /** Settings on top of Pulumi.local.yaml. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The shop running on this machine, its parts by the names that the shop has for them. */
export type ShopStage = Awaited<ReturnType<typeof startShop>>;

/** Runs the shop as `npm start` does, for tests and measurements. */
export async function startShop({ settings, ...options }: ShopOptions = {}) {
  const stage = await startStage({
    dataFolder,
    rebuild,
    seeds: seeds(),
    ...options,
    program: shopProgram("local", settings),
  });
  return { ...stage, ...named(stage) };
}

function named({ services }: Stage) {
  const { apiGateway, cloudfront, cloudwatch, cognito, dynamodb, events, iam, lambda, ses, sns } =
    services;
  return {
    siteUrl: cloudfront.url,
    apiUrl: apiGateway.stageUrl,
    inboxUrl: ses.inboxUrl,
    /** `admin` may sign in on the desk. */
    cognito: { ...cognito, admin: cognito.seeded[0] },
    dynamoDbUrl: dynamodb.engine.url,
    roles: iam.roles,
    lambda,
    invoke: lambda.invoke,
    logOf: lambda.logOf,
    warm: lambda.warm,
    finishDeployment: lambda.finishDeployment,
    /** Runs a schedule's targets now, or a rule's with an event. */
    runNow: events.runNow,
    sns,
    cloudWatch: cloudwatch,
    /** Newest first. */
    mails: ses.mailbox.list,
  };
}
