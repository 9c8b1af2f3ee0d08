import { AwsError } from "../../gate/errors";
import type { GateCall, GateService } from "../../gate/gate";
import type { Log } from "../../log";
import { aliasOf, createAlias, findVersion, latestOf, notFound, updateAlias } from "./aliases";
import type { FunctionRecord, PublishedVersion } from "./function";
import type { Lambda } from "./lambda";

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Operation {
  /** The IAM action, without its service. */
  readonly action: string;
  readonly method: string;
  /** After /2015-03-31/functions/{name}. */
  readonly path: RegExp;
  /** True where AWS checks the grant on the ARN with the qualifier that the call names. */
  readonly qualified?: boolean;
  act(input: {
    record: FunctionRecord;
    qualifier: string;
    part: string;
    call: GateCall;
    lambda: Lambda;
    log: Log;
  }): Reply | Promise<Reply>;
}

const operations: readonly Operation[] = [
  {
    action: "ListVersionsByFunction",
    method: "GET",
    path: /^\/versions$/,
    act: ({ record }) => ({
      status: 200,
      body: {
        Versions: [latestOf(record), ...record.versions].map((version) =>
          describeVersion(record, version),
        ),
      },
    }),
  },
  {
    action: "ListAliases",
    method: "GET",
    path: /^\/aliases$/,
    act({ record, call }) {
      const version = call.url.searchParams.get("FunctionVersion");
      const names = Object.keys(record.aliases).filter(
        (name) => !version || record.aliases[name]?.version === version,
      );
      return { status: 200, body: { Aliases: names.map((name) => describeAlias(record, name)) } };
    },
  },
  {
    action: "GetAlias",
    method: "GET",
    path: /^\/aliases\/([\w-]+)$/,
    act: ({ record, part }) => ({ status: 200, body: describeAlias(record, part) }),
  },
  {
    action: "CreateAlias",
    method: "POST",
    path: /^\/aliases$/,
    act({ record, call, lambda }) {
      const { Name, ...alias } = JSON.parse(call.body.toString("utf8"));
      createAlias(record, Name, alias);
      lambda.registry.save();
      return { status: 201, body: describeAlias(record, Name) };
    },
  },
  {
    action: "UpdateAlias",
    method: "PUT",
    path: /^\/aliases\/([\w-]+)$/,
    act({ record, part, call, lambda, log }) {
      updateAlias(record, part, JSON.parse(call.body.toString("utf8") || "{}"));
      lambda.registry.save();
      const { version, description = "" } = record.aliases[part] ?? {};
      log(`${record.name}: ${part} leads to version ${version} now. ${description}`.trim());
      return { status: 200, body: describeAlias(record, part) };
    },
  },
  {
    action: "GetFunctionConfiguration",
    method: "GET",
    path: /^\/configuration$/,
    qualified: true,
    act: ({ record, qualifier }) => ({
      status: 200,
      body: describeVersion(record, findVersion(record, qualifier)),
    }),
  },
  {
    action: "DeleteFunction",
    method: "DELETE",
    path: /^$/,
    qualified: true,
    act({ record, qualifier, lambda }) {
      deleteVersion(record, qualifier);
      lambda.registry.save();
      return { status: 204 };
    },
  },
  {
    action: "InvokeFunction",
    method: "POST",
    path: /^\/invocations$/,
    qualified: true,
    async act({ record, qualifier, call, lambda }) {
      const payload = JSON.parse(call.body.toString("utf8") || "null");
      const arn = qualifier ? `${record.arn}:${qualifier}` : record.arn;
      const type = call.headers["x-amz-invocation-type"] ?? "RequestResponse";
      if (type !== "RequestResponse") {
        if (!lambda.resolve(arn)) throw notFound(arn);
        if (type === "Event") void lambda.invoke(arn, payload);
        return { status: type === "Event" ? 202 : 204 };
      }
      const result = await lambda.invoke(arn, payload);
      if (result.ok) return { status: 200, body: result.payload };
      if (result.reason === "throttled") {
        throw new AwsError(429, "TooManyRequestsException", result.message);
      }
      if (result.reason === "not-found") throw notFound(arn);
      const error = result.error ?? { errorMessage: result.message, errorType: "Sandbox.Timedout" };
      return { status: 200, body: error, headers: { "x-amz-function-error": "Unhandled" } };
    },
  },
];

/**
 * The part of Lambda's own API that functions of the program call, over what the stage has deployed.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function lambdaApi(lambda: Lambda, log: Log): GateService {
  return async (call) => {
    const [, rawName = "", rest = ""] =
      /^\/2015-03-31\/functions\/([^/]+)(\/.*)?$/.exec(call.url.pathname) ?? [];
    const asked = decodeURIComponent(rawName).split(":");
    const [name = "", inName] = asked.length > 2 ? asked.slice(6) : asked;
    const qualifier = call.url.searchParams.get("Qualifier") ?? inName ?? "";
    const operation = operations.find(
      (candidate) => candidate.method === call.method && candidate.path.test(rest),
    );
    if (!operation) {
      throw new AwsError(501, "NotSimulated", `The local stage has no ${call.method} ${rest}.`);
    }
    const { records } = lambda.registry;
    const record = records.get(name);
    const arn = record?.arn ?? `arn:aws:lambda:::function:${name}`;
    const resource = operation.qualified && qualifier ? `${arn}:${qualifier}` : arn;
    call.require({ action: `lambda:${operation.action}`, resource });
    if (!record) throw notFound(arn);
    const part = operation.path.exec(rest)?.[1] ?? "";
    const reply = await operation.act({ record, qualifier, part, call, lambda, log });
    return {
      status: reply.status,
      headers: { "content-type": "application/json", ...reply.headers },
      body: reply.body === undefined ? "" : JSON.stringify(reply.body),
    };
  };
}

function deleteVersion(record: FunctionRecord, qualifier: string): void {
  if (!/^\d+$/.test(qualifier)) {
    const message = "The local stage deletes single versions only; the program owns the function.";
    throw new AwsError(400, "InvalidParameterValueException", message);
  }
  const alias = Object.keys(record.aliases).find(
    (name) => record.aliases[name]?.version === qualifier,
  );
  if (alias) {
    const message = `Version ${qualifier} has the alias ${alias}; delete the alias first.`;
    throw new AwsError(409, "ResourceConflictException", message);
  }
  record.versions = record.versions.filter(({ version }) => version !== qualifier);
}

function describeVersion(record: FunctionRecord, version: PublishedVersion) {
  return {
    FunctionName: record.name,
    FunctionArn: `${record.arn}:${version.version}`,
    Version: version.version,
    Runtime: version.runtime,
    Role: version.roleArn,
    Handler: version.handler,
    CodeSize: version.codeBytes,
    CodeSha256: Buffer.from(version.codeHash, "hex").toString("base64"),
    Timeout: version.timeoutSeconds,
    MemorySize: version.memoryMb,
    LastModified: version.publishedAt,
    PackageType: "Zip",
    Environment: { Variables: version.variables },
  };
}

function describeAlias(record: FunctionRecord, name: string) {
  const { version, description, weights, revisionId } = aliasOf(record, name);
  return {
    AliasArn: `${record.arn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(weights && { RoutingConfig: { AdditionalVersionWeights: weights } }),
    RevisionId: revisionId ?? `${name}-${version}`,
  };
}
