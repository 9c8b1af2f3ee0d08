import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Graph } from "../../graph";
import { headerPairs, headersOf, outgoing } from "../../http/headers";
import { listen, readBody } from "../../http/server";
import type { GatewayReport } from "../cloudwatch/sources";
import { readStages, type Stage } from "./api";
import { contextVariables, type GatewayRequest } from "./event";
import { gatewayResponse, type Refusal, type Reply, substitute, type Variables } from "./response";
import { type AnswerOptions, answers } from "./stage";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const longestBody = 10 * 1024 * 1024;
const longestHead = 10_240;

export interface ApiGatewayOptions extends AnswerOptions {
  readonly graph: Graph;
  /** Default 0, a free one; a taken one rejects with the code `EADDRINUSE`. */
  readonly port?: number;
  /** Whether pages of other origins may call it by an address of this machine. Default false. */
  readonly open?: boolean;
  /** Gets the lines of a stage's access log; without it they go nowhere. */
  readonly accessLog?: (line: string, destinationArn: string) => void;
  /** Gets every reply of a stage. */
  readonly onReply?: (report: GatewayReport) => void;
}

/** A server that answers for the REST API stages of a captured program. */
export interface ApiGateway {
  /** Stages are below it: `${url}/<stage name>/<path>`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves every REST API stage of the graph on a free loopback port. */
export async function startApiGateway(options: ApiGatewayOptions): Promise<ApiGateway> {
  // CloudFront passes the host on that the program gave it.
  const hosts = new Map<string, string>();
  for (const { inputs, outputs } of options.graph.ofType("aws:apigateway/stage:Stage")) {
    if (outputs.invokeUrl) hosts.set(new URL(outputs.invokeUrl).host, inputs.restApi);
  }
  const stages = readStages(options.graph).map((stage) => ({
    stage,
    answer: answers(stage, options),
  }));
  const audience = { port: options.port, hosts: [...hosts.keys()], open: options.open };
  const server = await listen((message, response) => {
    void serve(message, response).catch((error) => {
      if (!message.destroyed) options.log(`The local gateway failed: ${error}`);
      response.destroy();
    });
  }, audience);
  return { url: server.url, close: server.close };

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, sent = "/", query = ""] = /^([^?#]*)\??([^#]*)/.exec(message.url ?? "") ?? [];
    const [, stageName = "", path = "/"] = /^\/+([^/]*)(\/.*)?$/.exec(sent) ?? [];
    const host = (message.headers.host ?? "").replace(/:\d+$/, "");
    const apiId = hosts.get(host);
    const found = stages.find(
      ({ stage }) => stage.name === stageName && (!apiId || stage.apiId === apiId),
    );
    const body = await readBody(message, longestBody);
    const request: GatewayRequest = {
      message,
      method: message.method ?? "GET",
      path,
      query: new URLSearchParams(query),
      body: body ?? Buffer.alloc(0),
      requestId: randomUUID(),
      extendedRequestId: randomBytes(11).toString("base64url"),
      receivedAt: Date.now(),
    };
    const variables = found ? contextVariables(found.stage, request) : {};
    const refuse = (refusal: Refusal) =>
      gatewayResponse(found?.stage.document ?? {}, refusal, variables, headersOf(message));
    let reply: Reply;
    // A stage that is not there is "Forbidden", with no API whose responses could apply.
    if (!found) reply = refuse({ type: "INVALID_API_KEY" });
    else if (!body || headLength(message) > longestHead)
      reply = refuse({ type: "REQUEST_TOO_LARGE" });
    else reply = await found.answer(request, variables);
    const bodiless = reply.status === 204 || reply.status === 304;
    response.writeHead(reply.status, {
      ...outgoing(reply.headers),
      ...(bodiless ? {} : { "content-length": reply.body.length }),
      "x-amzn-requestid": request.requestId,
      "x-amz-apigw-id": request.extendedRequestId,
    });
    response.end(bodiless ? undefined : reply.body);
    if (!found) return;
    writeAccessLog(found.stage, request, variables, reply, options);
    options.onReply?.({
      apiId: found.stage.apiId,
      stageName: found.stage.name,
      status: reply.status,
      latencyMs: Date.now() - request.receivedAt,
    });
  }
}

/** The request line and the values of the headers, which is what counts. */
function headLength(message: IncomingMessage): number {
  const line = `${message.method} ${message.url} HTTP/1.1`.length;
  return headerPairs(message).reduce((sum, [, value]) => sum + value.length, line);
}

function writeAccessLog(
  { accessLog }: Stage,
  request: GatewayRequest,
  variables: Variables,
  reply: Reply,
  options: ApiGatewayOptions,
): void {
  if (!accessLog) return;
  variables.status = String(reply.status);
  variables.responseLength = String(reply.body.length);
  variables.responseLatency = String(Date.now() - request.receivedAt);
  options.accessLog?.(substitute(accessLog.format, variables, "-"), accessLog.destinationArn);
}
