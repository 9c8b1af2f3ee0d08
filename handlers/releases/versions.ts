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
import { brokenAlias, liveAlias } from "./outcome";

/** The version of a function that visitors get, behind its alias `live`. */
export interface LiveVersion {
  readonly version: string;
  /** A newer version that gets a share of the calls until it has proven itself. */
  readonly canary?: string;
  /** When it was last rolled back, ISO 8601; cleared by the next deployment. */
  readonly rolledBackAt?: string;
  /** Every version that was ever rolled back, oldest first: none of them is used again. */
  readonly broken: readonly string[];
  /** Changes with every change of the alias. */
  readonly revision: string;
}

/** The published versions of functions; hides Lambda's control plane. */
export interface Versions {
  live(functionName: string): Promise<LiveVersion>;
  /** Numbers of the published versions, ascending; never `$LATEST`. */
  published(functionName: string): Promise<number[]>;
  /** Whether a version loads and answers. */
  isHealthy(functionName: string, version: string): Promise<boolean>;
  /** False where the alias has changed since it was read. */
  goBack(functionName: string, from: LiveVersion, to: string, now: string): Promise<boolean>;
  /** Marks a version as broken for good, across deployments. */
  condemn(functionName: string, live: LiveVersion, version: string): Promise<void>;
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
      const rolledBackAt = timeIn(found.Description);
      return {
        version: found.FunctionVersion ?? "",
        ...(canary && { canary }),
        ...(rolledBackAt && { rolledBackAt }),
        broken: await brokenVersions(client, FunctionName),
        revision: found.RevisionId ?? "",
      };
    },
    async published(FunctionName) {
      const versions: number[] = [];
      for await (const page of paginateListVersionsByFunction({ client }, { FunctionName })) {
        for (const { Version } of page.Versions ?? []) {
          if (Version !== undefined && Version !== "$LATEST") versions.push(Number(Version));
        }
      }
      return versions.sort((one, other) => one - other);
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
    async condemn(FunctionName, { broken }, version) {
      const versions = [...broken.filter((one) => one !== version), version].slice(-remembered);
      const alias = { FunctionName, Name: brokenAlias, FunctionVersion: version };
      const input = { ...alias, Description: versions.join(" ") };
      try {
        await client.send(new UpdateAliasCommand(input));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await client.send(new CreateAliasCommand(input));
      }
    },
  };
}

/** The alias itself says when it was rolled back, so there is no table to keep in step. */
function timeIn(description: string | undefined): string | undefined {
  if (!description?.startsWith(rolledBack)) return undefined;
  return description.slice(rolledBack.length).split(" ")[0];
}

async function brokenVersions(client: LambdaClient, FunctionName: string): Promise<string[]> {
  try {
    const found = await client.send(new GetAliasCommand({ FunctionName, Name: brokenAlias }));
    return (found.Description ?? "").split(" ").filter(Boolean);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
