import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { accountId } from "../aws-values";
import type { Graph } from "../graph";
import { listen } from "../http/server";
import { type Log, oneLine } from "../log";
import { dynamoDbService } from "../services/dynamodb/calls";
import type { Engine } from "../services/dynamodb/engine";
import { decide } from "../services/iam/iam";
import type { AccessRequest } from "../services/iam/policy";
import type { Role } from "../services/iam/roles";
import { type Credentials, credentialScope, makeCredentials } from "./credentials";
import { AwsError, denial, writeError } from "./errors";

/** A call that came through the gate, with its caller known and its body read. */
export interface GateCall {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly functionName: string;
  /** Throws AWS's refusal, and logs it, where the caller's role does not allow all of it. */
  require(...needs: AccessRequest[]): void;
}

export interface GateReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the calls to one AWS service; throws an AwsError to refuse one. */
export type GateService = (call: GateCall) => Promise<GateReply>;

export interface GateOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly engine: Engine;
  readonly log: Log;
  /** Services besides DynamoDB, by the name that requests are signed for: "ses", "lambda". */
  readonly services: Readonly<Record<string, GateService>>;
  /** Called after a function wrote to a table, with its name. */
  readonly onWrite: (table: string) => void;
}

/** The one way from the functions to AWS's services. */
export interface Gate {
  readonly url: string;
  /** Makes a function's caller known; the same credentials for the same function and role. */
  credentialsFor(functionName: string, role: Role): Credentials;
  /** What the role does not allow, as AWS's sentence; undefined when it allows it. */
  refusal(functionName: string, role: Role, need: AccessRequest): string | undefined;
  close(): Promise<void>;
}

interface Caller {
  readonly functionName: string;
  readonly role: Role;
  readonly credentials: Credentials;
}

/**
 * Starts the gate: it knows the caller by its credentials, decides by the policies that the program
 * gives the caller's role, and passes on what they allow. So a grant that is missing fails here and
 * not in production.
 */
export async function startGate(options: GateOptions): Promise<Gate> {
  const { graph, region, engine, log, services, onWrite } = options;
  const callers = new Map<string, Caller>();
  const dynamoDb = dynamoDbService(graph, engine, region, accountId);

  /** A poller tries again and again; one line a minute tells as much. */
  const said = new Map<string, number>();
  function sayOnce(line: string): void {
    if (Date.now() - (said.get(line) ?? 0) < 60_000) return;
    said.set(line, Date.now());
    log(line);
  }

  function refusal(functionName: string, role: Role, need: AccessRequest): string | undefined {
    const context = {
      "aws:PrincipalArn": role.arn,
      "aws:RequestedRegion": region,
      // Functions reach AWS by TLS; the loopback hop stands for that.
      "aws:SecureTransport": "true",
      ...need.context,
    };
    const decision = decide(role.policies, { ...need, context });
    if (decision.allowed) return undefined;
    const who = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${functionName}`;
    return `User: ${who} is not authorized to perform: ${need.action} on resource: ${need.resource} because ${decision.because}`;
  }

  function requireAll({ functionName, role }: Caller, needs: readonly AccessRequest[]): void {
    for (const need of needs) {
      const sentence = refusal(functionName, role, need);
      if (!sentence) continue;
      const resource = need.resource.split(":").slice(5).join(":") || need.resource;
      const reason = sentence.split(" because ").at(-1);
      sayOnce(`denied: ${functionName} may not ${need.action} on ${resource} (${reason})`);
      throw denial(sentence);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { service, accessKeyId } = credentialScope(request);
    try {
      const caller = callers.get(accessKeyId);
      // The token is what nobody can guess, so a signature need not be computed again.
      if (!caller || caller.credentials.sessionToken !== request.headers["x-amz-security-token"]) {
        throw new AwsError(
          403,
          "UnrecognizedClientException",
          "The security token included in the request is invalid.",
        );
      }
      const body = await readBody(request);
      if (service === "dynamodb") return await passToEngine(request, response, body, caller);
      const handle = services[service];
      if (!handle) {
        log(
          `denied: ${caller.functionName} called ${service || "an unknown service"}, which the local stage does not simulate`,
        );
        throw new AwsError(
          501,
          "NotSimulated",
          `The local stage does not simulate ${service || "this service"}.`,
        );
      }
      const reply = await handle({
        method: request.method ?? "GET",
        url: new URL(request.url ?? "/", "http://gate"),
        headers: request.headers,
        body,
        functionName: caller.functionName,
        require: (...needs) => requireAll(caller, needs),
      });
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    } catch (error) {
      if (!(error instanceof AwsError)) log(`gate: ${service} failed: ${oneLine(error)}`);
      writeError(response, service, error);
    }
  }

  async function passToEngine(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
    caller: Caller,
  ): Promise<void> {
    const target = String(request.headers["x-amz-target"] ?? "");
    const input = parseJson(body);
    if (/(Statement|Transaction)$/.test(target)) {
      throw new AwsError(
        400,
        "AccessDeniedException",
        "The local stage does not pass PartiQL on, since it cannot tell what a statement touches.",
      );
    }
    const call = dynamoDb.read(target, input);
    requireAll(caller, call.needs);
    const reply = await dynamoDb.forward(target, request.headers, body, input);
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
    if (reply.status === 200) for (const table of new Set(call.writes)) onWrite(table);
  }

  const server = await listen((request, response) => void answer(request, response));
  return {
    url: server.url,
    credentialsFor(functionName, role) {
      for (const caller of callers.values()) {
        if (caller.functionName === functionName && caller.role === role) return caller.credentials;
      }
      const credentials = makeCredentials();
      callers.set(credentials.accessKeyId, { functionName, role, credentials });
      return credentials;
    },
    refusal,
    close: server.close,
  };
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString("utf8") || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
