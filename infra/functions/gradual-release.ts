import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { brokenAlias, liveAlias } from "../../handlers/releases/outcome";
import { allow } from "../access/iam";
import type { StageConfig } from "../config";
import { LambdaFunction } from "./lambda";
import { runEvery } from "./schedule";

export interface GradualReleaseArgs {
  /** Whose aliases `live` a deployment leaves alone, so that this may move them. */
  readonly functions: readonly LambdaFunction[];
  readonly config: Pick<StageConfig, "canaryPercent" | "logRetentionDays">;
}

/** How long a new version gets its part of the calls before it gets all. */
const provingMinutes = 15;

/**
 * Gives a new version a part of the calls first. A deployment invokes it with the versions that it has
 * published; one that does not answer its health check fails the deployment and gets no visitor. The
 * clock gives the others everything once their time is over; until then the rollback can take them
 * away. CodeDeploy would do the same, but a deployment of it is no resource that a program declares.
 */
export class GradualRelease extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: GradualReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:GradualRelease", name, {}, opts);
    const { functions, config } = args;
    const names = pulumi.all(functions.map(({ functionName }) => functionName));
    const arns = functions.map(({ arn }) => arn);
    this.function = LambdaFunction.inline(
      `${name}-release`,
      releaseVersions(names, config.canaryPercent, provingMinutes),
      {
        noun: "release-versions",
        description: "Gives new versions their first calls, and all of them later.",
        grants: [
          allow("lambda", ["GetAlias", "UpdateAlias"], arns),
          // A version that is named, for its health check.
          allow(
            "lambda",
            ["InvokeFunction"],
            arns.map((arn) => pulumi.interpolate`${arn}:*`),
          ),
        ],
        timeoutSeconds: 300,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
    this.releaseOnDeployment(name, functions);
    runEvery(`${name}-promotion`, "rate(5 minutes)", this.function, this);
    this.registerOutputs({});
  }

  private releaseOnDeployment(name: string, functions: readonly LambdaFunction[]): void {
    const published = functions.map(({ functionName, version }) =>
      pulumi.all([functionName, version]),
    );
    new aws.lambda.Invocation(
      `${name}-deployment`,
      {
        functionName: this.function.functionName,
        qualifier: this.function.aliasName,
        lifecycleScope: "CREATE_ONLY",
        // Another version somewhere is another input, which replaces the invocation and so repeats it.
        input: pulumi
          .all(published)
          .apply((versions) => JSON.stringify({ versions: Object.fromEntries(versions) })),
      },
      { parent: this, dependsOn: [...functions] },
    );
  }
}

/** What invokes the release: a deployment with the versions it has published, or the clock. */
type ReleaseEvent = { readonly versions?: Readonly<Record<string, string>> };

/**
 * The factory of the release, serialized whole into its zip. With `versions` it puts each new one
 * beside the live one for `percent` of the calls, unless it was rolled back before, as the newest of a
 * function stays until there is a repair; without, it promotes those whose minutes are over.
 */
export function releaseVersions(
  functionNames: pulumi.Output<string[]>,
  percent: number,
  minutes: number,
) {
  const [Name, rolledBack] = [liveAlias, brokenAlias];
  return () => {
    const { GetAliasCommand, InvokeCommand, LambdaClient, UpdateAliasCommand } =
      require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");
    const client = new LambdaClient({});
    const canarySince = "Canary since ";

    const isHealthy = async (FunctionName: string, Qualifier: string) => {
      const Payload = JSON.stringify({ healthCheck: true });
      const reply = await client.send(new InvokeCommand({ FunctionName, Qualifier, Payload }));
      return reply.FunctionError === undefined;
    };
    const wasRolledBack = async (FunctionName: string, version: string) => {
      try {
        const input = { FunctionName, Name: rolledBack };
        const { Description = "" } = await client.send(new GetAliasCommand(input));
        return Description.split(" ").includes(version);
      } catch (error) {
        if ((error as Error).name === "ResourceNotFoundException") return false;
        throw error;
      }
    };
    const start = async (FunctionName: string, version: string) => {
      const alias = await client.send(new GetAliasCommand({ FunctionName, Name }));
      if (alias.FunctionVersion === version) return false;
      if (await wasRolledBack(FunctionName, version)) return false;
      if (!(await isHealthy(FunctionName, version))) {
        throw new Error(`Version ${version} of ${FunctionName} fails its health check.`);
      }
      await client.send(
        new UpdateAliasCommand({
          FunctionName,
          Name,
          RoutingConfig: { AdditionalVersionWeights: { [version]: percent / 100 } },
          Description: `${canarySince}${new Date().toISOString()}`,
          RevisionId: alias.RevisionId,
        }),
      );
      return true;
    };
    const promote = async (FunctionName: string) => {
      const alias = await client.send(new GetAliasCommand({ FunctionName, Name }));
      const canary = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {})[0];
      const since = Date.parse((alias.Description ?? "").slice(canarySince.length));
      if (canary === undefined || !(Date.now() - since >= minutes * 60_000)) return false;
      await client.send(
        new UpdateAliasCommand({
          FunctionName,
          Name,
          FunctionVersion: canary,
          RoutingConfig: { AdditionalVersionWeights: {} },
          Description: "",
          RevisionId: alias.RevisionId,
        }),
      );
      return true;
    };

    return async (event: ReleaseEvent) => {
      const moved: string[] = [];
      const problems: string[] = [];
      const versions = event?.versions;
      const names = versions ? Object.keys(versions) : functionNames.get();
      for (const name of names) {
        try {
          const version = versions?.[name];
          const isMoved = version === undefined ? await promote(name) : await start(name, version);
          if (isMoved) moved.push(name);
        } catch (error) {
          problems.push(String((error as Error).message));
        }
      }
      console.info({ event: versions ? "release.started" : "release.promoted", moved });
      // Only now, so that one bad version does not hold up the others.
      if (problems.length > 0) throw new Error(problems.join(" "));
      return { moved };
    };
  };
}
