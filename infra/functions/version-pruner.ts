import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { brokenAlias } from "../../handlers/releases/outcome";
import { allow } from "../access/iam";
import { byName, LambdaFunction } from "./lambda";
import { physicalName } from "./physical-name";
import { runEvery } from "./schedule";

export interface VersionPrunerArgs {
  readonly functions: readonly LambdaFunction[];
  readonly logRetentionDays: number;
}

/** How many versions each function keeps for rollbacks, not counting those that were rolled back. */
const keptVersions = 3;

/** Deletes old versions of every function, once a day. */
export class VersionPruner extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: VersionPrunerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:VersionPruner", name, {}, opts);
    const shortName = "prune-versions";
    const arns = [...byName(args.functions).map((one) => one.arn), ownArn(shortName)];
    this.function = LambdaFunction.inline(
      `${name}-${shortName}`,
      pruneVersions(pulumi.all(arns), keptVersions),
      {
        shortName,
        description: `Deletes all but the last ${keptVersions} versions of every function.`,
        grants: [
          // By the stage's names: a role holds 10,240 characters, and reading versions harms nobody.
          // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
          allow("lambda", ["ListAliases", "ListVersionsByFunction"], ownArn("*")),
          // Only with a version: never a whole function.
          allow(
            "lambda",
            ["DeleteFunction"],
            arns.map((arn) => pulumi.interpolate`${arn}:*`),
          ),
        ],
        timeoutSeconds: 60,
        logRetentionDays: args.logRetentionDays,
      },
      { parent: this },
    );
    runEvery(`${name}-daily`, "rate(1 day)", this.function, this);
    this.registerOutputs({});
  }
}

/** The ARN of a function of this stage that may not exist yet: the pruner prunes itself, too. */
function ownArn(shortName: string): pulumi.Output<string> {
  const { region } = aws.getRegionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  return pulumi.interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${physicalName(shortName)}`;
}

/**
 * The factory of the pruner, serialized into its zip. It deletes the published versions beyond the last
 * `keep`, but never one that an alias points to, nor one of the last `keep` that were not rolled back:
 * failed releases must not use up the versions that a rollback needs.
 */
export function pruneVersions(functionArns: pulumi.Output<string[]>, keep: number) {
  const rolledBack = brokenAlias;
  return () => {
    const {
      DeleteFunctionCommand,
      LambdaClient,
      paginateListAliases,
      paginateListVersionsByFunction,
    } = require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");
    const client = new LambdaClient({});

    const aliasesOf = async (FunctionName: string) => {
      const aliased = new Set<string>();
      let broken: string[] = [];
      for await (const page of paginateListAliases({ client }, { FunctionName })) {
        for (const alias of page.Aliases ?? []) {
          aliased.add(alias.FunctionVersion ?? "");
          if (alias.Name === rolledBack) broken = (alias.Description ?? "").split(" ");
          for (const weighted of Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {})) {
            aliased.add(weighted);
          }
        }
      }
      return { aliased, broken };
    };
    const publishedVersions = async (FunctionName: string) => {
      const versions: number[] = [];
      for await (const page of paginateListVersionsByFunction({ client }, { FunctionName })) {
        for (const { Version } of page.Versions ?? []) {
          if (Version && Version !== "$LATEST") versions.push(Number(Version));
        }
      }
      return versions.sort((one, other) => other - one);
    };

    return async () => {
      const deleted: string[] = [];
      for (const FunctionName of functionArns.get()) {
        const published = await publishedVersions(FunctionName);
        const { aliased, broken } = await aliasesOf(FunctionName);
        const good = published.filter((version) => !broken.includes(String(version)));
        const kept = [...published.slice(0, keep), ...good.slice(0, keep)];
        for (const version of published) {
          const Qualifier = String(version);
          if (kept.includes(version) || aliased.has(Qualifier)) continue;
          await client.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
          deleted.push(`${FunctionName}:${Qualifier}`);
        }
      }
      console.info({ event: "versions.pruned", deleted });
      return { deleted };
    };
  };
}
