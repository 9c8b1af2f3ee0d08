import {
  CreateAliasCommand,
  GetAliasCommand,
  InvokeCommand,
  LambdaClient,
  paginateListVersionsByFunction,
  ResourceNotFoundException,
  UpdateAliasCommand,
} from "@aws-sdk/client-lambda";
import { healthCheck } from "../runtime/entry";
import { ledgerFormVariable } from "./ledger-form";
import { brokenAlias, liveAlias } from "./outcome";

/** The version of a function that visitors get, behind its alias `live`. */
export interface LiveVersion {
  readonly version: string;
  /** A newer version that gets a share of the calls until it has proven itself. */
  readonly canary?: string;
  /** When it was last rolled back, ISO 8601; cleared by the next deployment. */
  readonly rolledBackAt?: string;
  /** Since when the alias leads where it does, ISO 8601; a plain deployment does not say. */
  readonly since?: string;
  /** Every version that was ever rolled back, oldest first: none of them is used again. */
  readonly broken: readonly string[];
  /** When the last of those was, ISO 8601, whatever was deployed since. */
  readonly lastRollbackAt?: string;
  /** Changes with every change of the alias. */
  readonly revision: string;
}

/** A version that was published. */
export interface PublishedVersion {
  readonly number: number;
  /** ISO 8601 */
  readonly publishedAt: string;
  /** The newest form of the ledger that it knows; absent where it does not work on it, and before there were two. */
  readonly ledgerForm?: number;
}

/** The published versions of functions; hides Lambda's control plane. */
export interface Versions {
  live(functionName: string): Promise<LiveVersion>;
  /** The published versions, oldest first; never `$LATEST`. */
  published(functionName: string): Promise<PublishedVersion[]>;
  /** Whether a version loads and answers. */
  isHealthy(functionName: string, version: string): Promise<boolean>;
  /** False where the alias has changed since it was read. */
  goBack(functionName: string, from: LiveVersion, to: string, now: string): Promise<boolean>;
  /** Marks a version as broken for good, across deployments. */
  condemn(functionName: string, live: LiveVersion, version: string, now: string): Promise<void>;
}

const rolledBack = "Rolled back at ";
/** Far more versions than Lambda keeps; a description holds 256 characters. */
const remembered = 10;

/** The versions in Lambda. */
export function lambdaVersions(client = new LambdaClient({})): Versions {
  return {
    async live(FunctionName) {
      const found = await client.send(new GetAliasCommand({ FunctionName, Name: liveAlias }));
      const [canary] = Object.keys(found.RoutingConfig?.AdditionalVersionWeights ?? {});
      const since = momentIn(found.Description);
      return {
        version: found.FunctionVersion ?? "",
        ...(canary && { canary }),
        ...(since && { since }),
        ...(found.Description?.startsWith(rolledBack) && { rolledBackAt: since }),
        ...(await rollbacksOf(client, FunctionName)),
        revision: found.RevisionId ?? "",
      };
    },
    async published(FunctionName) {
      const versions: PublishedVersion[] = [];
      for await (const page of paginateListVersionsByFunction({ client }, { FunctionName })) {
        for (const { Version, LastModified = "", Environment } of page.Versions ?? []) {
          if (Version === undefined || Version === "$LATEST") continue;
          // Lambda writes the zone as +0000.
          const publishedAt = new Date(LastModified).toISOString();
          const form = Environment?.Variables?.[ledgerFormVariable];
          versions.push({
            number: Number(Version),
            publishedAt,
            ...(form && { ledgerForm: Number(form) }),
          });
        }
      }
      return versions.sort((one, other) => one.number - other.number);
    },
    async isHealthy(FunctionName, Qualifier) {
      const { FunctionError, StatusCode } = await client.send(
        new InvokeCommand({ FunctionName, Qualifier, Payload: JSON.stringify(healthCheck) }),
      );
      return FunctionError === undefined && StatusCode === 200;
    },
    async goBack(FunctionName, from, to, now) {
      try {
        await client.send(
          new UpdateAliasCommand({
            FunctionName,
            Name: liveAlias,
            FunctionVersion: to,
            RoutingConfig: { AdditionalVersionWeights: {} },
            Description: `${rolledBack}${now} from version ${from.canary ?? from.version}.`,
            RevisionId: from.revision,
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "PreconditionFailedException") return false;
        throw error;
      }
    },
    async condemn(FunctionName, { broken }, version, now) {
      const versions = [...broken.filter((one) => one !== version), version].slice(-remembered);
      const alias = { FunctionName, Name: brokenAlias, FunctionVersion: version };
      const input = { ...alias, Description: [...versions, now].join(" ") };
      try {
        await client.send(new UpdateAliasCommand(input));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await client.send(new CreateAliasCommand(input));
      }
    },
  };
}

/** The alias itself says since when it leads where it does, so there is no table to keep in step. */
function momentIn(description = ""): string | undefined {
  return /\d{4}-\d{2}-\d{2}T[\d:.]+Z/.exec(description)?.[0];
}

async function rollbacksOf(
  client: LambdaClient,
  FunctionName: string,
): Promise<Pick<LiveVersion, "broken" | "lastRollbackAt">> {
  try {
    const found = await client.send(new GetAliasCommand({ FunctionName, Name: brokenAlias }));
    const lastRollbackAt = momentIn(found.Description);
    const broken = (found.Description ?? "").split(" ").filter((word) => /^\d+$/.test(word));
    return { broken, ...(lastRollbackAt && { lastRollbackAt }) };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { broken: [] };
    throw error;
  }
}
