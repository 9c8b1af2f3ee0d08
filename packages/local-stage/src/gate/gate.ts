import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  ServerResponse,
} from "node:http";
import { accountId } from "../account";
import { listen } from "../http/server";
import { type Log, oneLine } from "../log";
import { decide } from "../services/iam/iam";
import type { AccessRequest } from "../services/iam/policy";
import type { Role } from "../services/iam/roles";
import { type Credentials, credentialScope, makeCredentials } from "./credentials";
import { AwsError, denial, type Protocol, writeError } from "./errors";

/** A call that came through the gate, with its caller known and its body read. */
export interface GateCall {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  /** The path as it was sent, dot segments and all, where a part of it is what somebody chose. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly functionName: string;
  /** Throws AWS's refusal, and logs it, where the caller's role does not allow all of it. */
  require(...needs: AccessRequest[]): void;
}

export interface GateReply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
}

/** Answers the calls to one AWS service; throws an AwsError to refuse one. */
export type GateService = (call: GateCall) => Promise<GateReply>;

export interface GateOptions {
  readonly region: string;
  readonly log: Log;
  /** The service that a request is signed for; nothing for one that is not simulated. */
  api(
    signingName: string,
  ): { readonly protocol: Protocol; readonly answer: GateService } | undefined;
}

/** The one way from the functions to AWS's services. */
export interface Gate {
  readonly url: string;
  /** Makes a function's caller known; the same credentials for the same function and role. */
  credentialsFor(functionName: string, role: Role): Credentials;
  /** Who signs with these credentials, for what they signed and somebody else sends. */
  caller(accessKeyId: string): SigningCaller | undefined;
  /** What the role does not allow, as AWS's sentence; undefined when it allows it. */
  refusal(functionName: string, role: Role, need: AccessRequest): string | undefined;
  close(): Promise<void>;
}

/** A function as somebody who signs. */
export interface SigningCaller {
  readonly credentials: Credentials;
  require: GateCall["require"];
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
  const { region, log } = options;
  const callers = new Map<string, Caller>();

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
    const api = options.api(service);
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
      if (!api) {
        log(
          `denied: ${caller.functionName} called ${service || "an unknown service"}, which the local stage does not simulate`,
        );
        throw new AwsError(
          501,
          "NotSimulated",
          `The local stage does not simulate ${service || "this service"}.`,
        );
      }
      const reply = await api.answer({
        method: request.method ?? "GET",
        url: new URL(`http://gate${request.url}`),
        path: (request.url ?? "/").split("?")[0] as string,
        headers: request.headers,
        body,
        functionName: caller.functionName,
        require: (...needs) => requireAll(caller, needs),
      });
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    } catch (error) {
      if (!(error instanceof AwsError)) log(`gate: ${service} failed: ${oneLine(error)}`);
      writeError(response, service, api?.protocol ?? "rest", error);
    }
  }

  // Some clients call an address that they are told, such as a queue's, and end here all the same.
  const server = await listen((request, response) => void answer(request, response), {
    hosts: [".amazonaws.com"],
  });
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
    caller(accessKeyId) {
      const caller = callers.get(accessKeyId);
      if (!caller) return undefined;
      return {
        credentials: caller.credentials,
        require: (...needs) => requireAll(caller, needs),
      };
    },
    refusal,
    close: server.close,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
