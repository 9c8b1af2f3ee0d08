import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { brokenAlias, liveAlias } from "../../handlers/releases/outcome";
import { patiently } from "../../handlers/runtime/patiently";
import { allow } from "../access/iam";
import type { StageConfig } from "../config";
import { byName, LambdaFunction } from "./lambda";
import { runEvery } from "./schedule";

export interface GradualReleaseArgs {
  /** The functions whose alias `live` is shifted here, not by the deployment. */
  readonly functions: readonly LambdaFunction[];
  readonly config: Pick<StageConfig, "canaryPercent" | "logRetentionDays">;
}

/** How long a new version is a canary before it gets all invocations. */
const canaryMinutes = 15;

/**
 * Releases new versions gradually. A deployment invokes it with the versions it has published: each
 * becomes a canary, unless it fails its health check, which fails the deployment. A schedule promotes
 * canaries once their time is up; until then the rollback can withdraw them. CodeDeploy would do the
 * same, but its deployments are not resources that a program can declare.
 */
export class GradualRelease extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: GradualReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:GradualRelease", name, {}, opts);
    const { config } = args;
    const functions = byName(args.functions);
    const names = pulumi.all(functions.map(({ functionName }) => functionName));
    const arns = functions.map(({ arn }) => arn);
    this.function = LambdaFunction.inline(
      `${name}-release`,
      releaseVersions(names, config.canaryPercent, canaryMinutes),
      {
        shortName: "release-versions",
        description: "Shifts invocations to new versions gradually.",
        grants: [
          allow("lambda", ["GetAlias", "UpdateAlias"], arns),
          // Only with a version, for its health check.
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
        // A new version changes the input, which replaces the invocation and so repeats it.
        input: pulumi
          .all(published)
          .apply((versions) => JSON.stringify({ versions: Object.fromEntries(versions) })),
      },
      { parent: this, dependsOn: [...functions] },
    );
  }
}

/** A deployment passes the versions that it has published; the schedule passes none. */
type ReleaseEvent = { readonly versions?: Readonly<Record<string, string>> };

/**
 * The factory of the release function, serialized into its zip. With `versions`, each new one becomes a
 * canary for `percent` of the invocations, unless it was rolled back before: the newest version of a
 * function stays published until it is fixed. Without, it promotes the canaries whose minutes are up.
 */
export function releaseVersions(
  functionNames: pulumi.Output<string[]>,
  percent: number,
  minutes: number,
) {
  const [Name, rolledBack, whenAllowed] = [liveAlias, brokenAlias, patiently];
  return () => {
    const { GetAliasCommand, InvokeCommand, LambdaClient, UpdateAliasCommand } =
      require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");
    const client = new LambdaClient({});
    const canarySince = "Canary since ";
    let deadline = 0;

    const isHealthy = async (FunctionName: string, Qualifier: string) => {
      const Payload = JSON.stringify({ healthCheck: true });
      const invocation = { FunctionName, Qualifier, Payload };
      const reply = await whenAllowed(deadline, () => client.send(new InvokeCommand(invocation)));
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
    // Runs seconds after the deployment has changed this function's role.
    const start = async (FunctionName: string, version: string) => {
      const asked = { FunctionName, Name };
      const alias = await whenAllowed(deadline, () => client.send(new GetAliasCommand(asked)));
      if (alias.FunctionVersion === version) return false;
      if (await wasRolledBack(FunctionName, version)) return false;
      if (!(await isHealthy(FunctionName, version))) {
        throw new Error(`Version ${version} of ${FunctionName} fails its health check.`);
      }
      const canary = {
        FunctionName,
        Name,
        RoutingConfig: { AdditionalVersionWeights: { [version]: percent / 100 } },
        Description: `${canarySince}${new Date().toISOString()}`,
        RevisionId: alias.RevisionId,
      };
      await whenAllowed(deadline, () => client.send(new UpdateAliasCommand(canary)));
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
          // The rollback compares the time before and after.
          Description: `Live since ${new Date().toISOString()}`,
          RevisionId: alias.RevisionId,
        }),
      );
      return true;
    };

    return async (event: ReleaseEvent) => {
      deadline = Date.now() + 60_000;
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
      // At the end, so that one bad version does not hold up the others.
      if (problems.length > 0) throw new Error(problems.join(" "));
      return { moved };
    };
  };
}
