import { randomUUID } from "node:crypto";
import { AwsError } from "../../gate/errors";
import type { Alias, FunctionRecord, PublishedVersion } from "./function";

/** The body of UpdateAlias. */
export interface AliasChange {
  readonly FunctionVersion?: string;
  readonly Description?: string;
  readonly RoutingConfig?: { readonly AdditionalVersionWeights?: Record<string, number> };
  readonly RevisionId?: string;
}

/** The alias of that name; throws AWS's 404 where there is none. */
export function aliasOf(record: FunctionRecord, name: string): Alias {
  const alias = record.aliases[name];
  if (!alias) throw notFound(`${record.arn}:${name}`);
  return alias;
}

/** The version that a qualifier leads to: an alias's own version, a number, or `$LATEST` for "". */
export function findVersion(record: FunctionRecord, qualifier: string): PublishedVersion {
  const wanted = record.aliases[qualifier]?.version ?? (qualifier || "$LATEST");
  const found = [latestOf(record), ...record.versions].find(({ version }) => version === wanted);
  if (!found) throw notFound(`${record.arn}:${qualifier}`);
  return found;
}

/** The code that is not published, in the shape of a version. */
export function latestOf({ latest }: FunctionRecord): PublishedVersion {
  return { ...latest, version: "$LATEST", publishedAt: new Date(0).toISOString() };
}

/**
 * Changes what an alias is asked to change and leaves the rest.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export function updateAlias(record: FunctionRecord, name: string, change: AliasChange): void {
  const alias = aliasOf(record, name);
  const revisionId = alias.revisionId ?? `${name}-${alias.version}`;
  if (change.RevisionId !== undefined && change.RevisionId !== revisionId) {
    const message =
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id";
    throw new AwsError(412, "PreconditionFailedException", message);
  }
  const version = change.FunctionVersion ?? alias.version;
  const weights = change.RoutingConfig
    ? (change.RoutingConfig.AdditionalVersionWeights ?? {})
    : (alias.weights ?? {});
  for (const [other, weight] of Object.entries(weights)) {
    findVersion(record, other);
    if (other === version || weight < 0 || weight > 1) {
      const message = `The weight ${weight} of version ${other} is not valid beside version ${version}.`;
      throw new AwsError(400, "InvalidParameterValueException", message);
    }
  }
  findVersion(record, version);
  record.aliases[name] = {
    version,
    description: change.Description ?? alias.description,
    ...(Object.keys(weights).length > 0 && { weights }),
    revisionId: randomUUID(),
  };
}

/** Makes an alias that leads to one version; throws AWS's refusal where there is one of that name. */
export function createAlias(record: FunctionRecord, name: string, alias: AliasChange): void {
  if (record.aliases[name]) {
    const message = `Alias already exists: ${record.arn}:${name}`;
    throw new AwsError(409, "ResourceConflictException", message);
  }
  const { version } = findVersion(record, alias.FunctionVersion ?? "");
  record.aliases[name] = {
    version,
    description: alias.Description ?? "",
    revisionId: randomUUID(),
  };
}

/** AWS's refusal of a function, a version or an alias that is not there. */
export function notFound(arn: string): AwsError {
  return new AwsError(404, "ResourceNotFoundException", `Function not found: ${arn}`);
}
