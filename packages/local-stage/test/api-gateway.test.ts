import { request as httpRequest } from "node:http";
import { expect } from "chai";
import { Graph, type Resource } from "../src/graph";
import type { Caller, InvocationResult } from "../src/invocation";
import { type ApiGatewayOptions, startApiGateway } from "../src/services/api-gateway/api-gateway";

// biome-ignore lint/suspicious/noExplicitAny: events and documents are read freely here
type Json = any;

const functionArn = "arn:aws:lambda:ca-central-1:000000000000:function:order:live";
const lambda = {
  type: "aws_proxy",
  httpMethod: "POST",
  uri: `arn:aws:apigateway:ca-central-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
};
const proxy = { "x-amazon-apigateway-integration": lambda };

const document = {
  openapi: "3.0.1",
  info: { title: "test", version: "1" },
  "x-amazon-apigateway-request-validators": {
    all: { validateRequestBody: true, validateRequestParameters: true },
  },
  "x-amazon-apigateway-request-validator": "all",
  "x-amazon-apigateway-gateway-responses": {
    DEFAULT_4XX: {
      responseTemplates: { "application/json": '{"error":$context.error.messageString}' },
      responseParameters: { "gatewayresponse.header.X-From": "'gateway'" },
    },
    MISSING_AUTHENTICATION_TOKEN: {
      statusCode: "404",
      responseTemplates: { "application/json": '{"error":"There is nothing here."}' },
    },
    BAD_REQUEST_BODY: {
      responseTemplates: {
        "application/json":
          '{"error":"Invalid.","detail":"$context.error.validationErrorString","id":"$context.requestId"}',
      },
    },
  },
  components: {
    securitySchemes: {
      edge: { type: "apiKey", name: "x-api-key", in: "header" },
      staff: {
        type: "apiKey",
        name: "Authorization",
        in: "header",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
      },
    },
    schemas: {
      Visit: {
        type: "object",
        required: ["name"],
        additionalProperties: false,
        properties: {
          name: { type: "string", minLength: 1, maxLength: 80 },
          rating: { type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 5 },
          note: { type: "string", nullable: true },
          staff: { type: "string", enum: ["petra"] },
        },
      },
    },
  },
  paths: {
    "/free": {
      get: {
        ...proxy,
        parameters: [
          { name: "date", in: "query", required: true, schema: { type: "string" } },
          { name: "days", in: "query", schema: { type: "integer" } },
        ],
      },
    },
    "/visit": {
      post: {
        ...proxy,
        security: [{ edge: [] }],
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Visit" } } },
        },
      },
      options: {
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 204}' },
          responses: {
            default: {
              statusCode: "204",
              responseParameters: {
                "method.response.header.Access-Control-Allow-Origin": "'https://www.example.com'",
              },
            },
          },
        },
      },
    },
    "/visit/mine": { get: proxy },
    "/visit/{id}": {
      get: {
        ...proxy,
        parameters: [{ name: "X-Token", in: "header", required: true, schema: {} }],
      },
    },
    "/admin": { get: { ...proxy, security: [{ staff: [] }] } },
    "/odd": { get: { ...proxy, security: [{ nobodyKnows: [] }] } },
  },
};

function resource(type: string, id: string, inputs: Json, outputs: Json = {}): Resource {
  return {
    type: `aws:apigateway/${type}`,
    name: id,
    id,
    urn: "",
    inputs,
    outputs: { ...inputs, ...outputs, id },
    custom: true,
  };
}

function graphOf(
  change: { plan?: Json; keys?: Resource[]; stage?: Json; extra?: Resource[] } = {},
) {
  const executionArn = "arn:aws:execute-api:ca-central-1:000000000000:api1";
  return new Graph(
    [
      resource("restApi:RestApi", "api1", { body: JSON.stringify(document) }, { executionArn }),
      resource("deployment:Deployment", "dep1", { restApi: "api1" }),
      resource("stage:Stage", "stage1", {
        restApi: "api1",
        stageName: "api",
        deployment: "dep1",
        ...change.stage,
      }),
      resource("usagePlan:UsagePlan", "plan1", {
        apiStages: [{ apiId: "api1", stage: "api" }],
        ...change.plan,
      }),
      ...(change.keys ?? [
        resource("apiKey:ApiKey", "key1", {}, { value: "secret-key" }),
        resource("usagePlanKey:UsagePlanKey", "tie1", {
          keyId: "key1",
          keyType: "API_KEY",
          usagePlanId: "plan1",
        }),
      ]),
      ...(change.extra ?? []),
    ],
    {},
  );
}

interface Call {
  arn: string;
  event: Json;
  caller: Caller | undefined;
}

const key = { "x-api-key": "secret-key" };
const ok = (body: unknown = {}): InvocationResult => ({
  ok: true,
  payload: {
    statusCode: 200,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  },
});

describe("the local API gateway", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  async function gateway(
    options: Partial<ApiGatewayOptions> & { answer?: () => Promise<InvocationResult> } = {},
  ) {
    const calls: Call[] = [];
    const logged: string[] = [];
    const started = await startApiGateway({
      graph: graphOf(),
      invoke: (arn, event, caller) => {
        calls.push({ arn, event, caller });
        return (options.answer ?? (async () => ok()))();
      },
      log: (line) => logged.push(line),
      ...options,
    });
    open.push(started);
    const send = async (method: string, path: string, init: RequestInit = {}) => {
      const response = await fetch(`${started.url}${path}`, { method, ...init });
      const text = await response.text();
      return { response, status: response.status, text, json: () => JSON.parse(text) as Json };
    };
    return { ...started, calls, logged, send };
  }

  const post = (body: unknown, headers: Record<string, string> = key) => ({
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

  describe("routing", () => {
    it("answers an unknown path, method or HEAD as a missing token, with the document's status", async () => {
      const { send, calls } = await gateway();
      for (const [method, path] of [
        ["GET", "/api/nothing"],
        ["DELETE", "/api/visit"],
        ["GET", "/api/visit/a/b"],
        ["GET", "/api"],
      ] as const) {
        const reply = await send(method, path);
        expect(reply.status, path).to.equal(404);
        expect(reply.json()).to.deep.equal({ error: "There is nothing here." });
      }
      expect((await send("HEAD", "/api/free?date=x")).status).to.equal(404);
      expect(calls).to.deep.equal([]);
    });

    it("answers 403 for a stage that is not there", async () => {
      const { send, calls } = await gateway();
      const reply = await send("GET", "/v2/free?date=x");
      expect(reply.status).to.equal(403);
      expect(reply.json()).to.deep.equal({ message: "Forbidden" });
      expect(calls).to.deep.equal([]);
    });

    it("refuses a request line and headers over 10,240 bytes", async () => {
      const { send, calls } = await gateway();
      const padded = (length: number) => ({ headers: { "x-token": "x".repeat(length) } });
      expect((await send("GET", "/api/visit/mine", padded(9_000))).status).to.equal(200);
      expect((await send("GET", "/api/visit/mine", padded(10_240))).status).to.equal(413);
      expect(calls).to.have.length(1);
    });

    it("matches an escaped static segment, and leaves the escapes of a parameter alone", async () => {
      const { send, calls } = await gateway();
      await send("GET", "/api/visit/m%69ne");
      await send("GET", "/api/visit/%2e%2e", { headers: { "x-token": "t" } });
      expect(calls.map(({ event }) => event.resource)).to.include("/visit/mine");
    });

    it("prefers a static segment to a parameter", async () => {
      const { send, calls } = await gateway();
      await send("GET", "/api/visit/mine");
      await send("GET", "/api/visit/caf%C3%A9%2F1", { headers: { "x-token": "t" } });
      expect(calls.map(({ event }) => event.resource)).to.deep.equal([
        "/visit/mine",
        "/visit/{id}",
      ]);
      expect(calls[0]?.event.pathParameters).to.equal(null);
      expect(calls[1]?.event.pathParameters).to.deep.equal({ id: "caf%C3%A9%2F1" });
    });

    it("answers a preflight from the mock integration without calling a function", async () => {
      const { send, calls } = await gateway();
      const reply = await send("OPTIONS", "/api/visit");
      expect(reply.status).to.equal(204);
      expect(reply.text).to.equal("");
      expect(reply.response.headers.get("access-control-allow-origin")).to.equal(
        "https://www.example.com",
      );
      expect(calls).to.deep.equal([]);
    });
  });

  describe("the event", () => {
    it("has every part of a proxy event, version 1.0", async () => {
      const { send, calls } = await gateway({
        graph: graphOf({ stage: { variables: { colour: "red" } } }),
      });
      await send("GET", "/api/free?date=2026-11-23&tag=a&tag=b%20c", {
        headers: { "X-Thing": "1", "User-Agent": "test" },
      });
      const { arn, event, caller } = calls[0] as Call;
      expect(arn).to.equal(functionArn);
      expect(caller).to.deep.equal({
        principal: "apigateway.amazonaws.com",
        sourceArn: "arn:aws:execute-api:ca-central-1:000000000000:api1/api/GET/free",
      });
      expect(event.path).to.equal("/free");
      expect(event.httpMethod).to.equal("GET");
      expect(event.queryStringParameters).to.deep.equal({ date: "2026-11-23", tag: "b c" });
      expect(event.multiValueQueryStringParameters).to.deep.equal({
        date: ["2026-11-23"],
        tag: ["a", "b c"],
      });
      expect(event.stageVariables).to.deep.equal({ colour: "red" });
      expect(event.body).to.equal(null);
      expect(event.isBase64Encoded).to.equal(false);
      const { requestContext: context } = event;
      expect(context).to.include({
        accountId: "000000000000",
        apiId: "api1",
        stage: "api",
        httpMethod: "GET",
        path: "/api/free",
        resourcePath: "/free",
        protocol: "HTTP/1.1",
      });
      expect(context.identity).to.include({ sourceIp: "127.0.0.1", userAgent: "test" });
      expect(context.identity).not.to.have.property("apiKey");
      expect(context.requestId).to.match(/^[0-9a-f-]{36}$/);
      expect(context).not.to.have.property("authorizer");
    });

    it("keeps the case of header names and adds the gateway's own", async () => {
      const { url, calls } = await gateway();
      await new Promise<void>((done, fail) => {
        httpRequest(
          `${url}/api/visit/mine`,
          { headers: { "X-MiXed": ["1", "2"], "X-Forwarded-For": "1.2.3.4" } },
          (response) => response.resume().on("end", done),
        )
          .on("error", fail)
          .end();
      });
      const { headers, multiValueHeaders } = (calls[0] as Call).event;
      expect(headers["X-MiXed"]).to.equal("2");
      expect(multiValueHeaders["X-MiXed"]).to.deep.equal(["1", "2"]);
      expect(headers["X-Forwarded-For"]).to.equal("1.2.3.4, 127.0.0.1");
      expect(headers["X-Forwarded-Proto"]).to.equal("https");
      expect(Object.keys(headers).join().toLowerCase()).not.to.include("connection");
    });

    it("names the key that was used and passes the body as text", async () => {
      const { send, calls } = await gateway();
      await send("POST", "/api/visit", post({ name: "Ngo Béa" }));
      const { event } = calls[0] as Call;
      expect(event.body).to.equal('{"name":"Ngo Béa"}');
      expect(event.requestContext.identity).to.include({ apiKey: "secret-key", apiKeyId: "key1" });
    });
  });

  describe("keys, throttles and quotas", () => {
    const visit = post({ name: "A" });

    it("refuses a missing, unknown, disabled or untied key", async () => {
      const refusals: [Graph, Record<string, string>][] = [
        [graphOf(), {}],
        [graphOf(), { "x-api-key": "secret-kez" }],
        [graphOf(), { "x-api-key": "" }],
        [graphOf({ keys: [] }), key],
        [graphOf({ keys: [resource("apiKey:ApiKey", "key1", {}, { value: "secret-key" })] }), key],
        [graphOf({ plan: { apiStages: [{ apiId: "api1", stage: "other" }] } }), key],
        [
          graphOf({
            keys: [
              resource("apiKey:ApiKey", "key1", { enabled: false }, { value: "secret-key" }),
              resource("usagePlanKey:UsagePlanKey", "tie1", {
                keyId: "key1",
                keyType: "API_KEY",
                usagePlanId: "plan1",
              }),
            ],
          }),
          key,
        ],
      ];
      for (const [graph, headers] of refusals) {
        const { send, calls } = await gateway({ graph });
        const reply = await send("POST", "/api/visit", post({ name: "A" }, headers));
        expect(reply.status).to.equal(403);
        expect(reply.json()).to.deep.equal({ error: "Forbidden" });
        expect(reply.response.headers.get("x-amzn-errortype")).to.equal("ForbiddenException");
        expect(reply.response.headers.get("x-from")).to.equal("gateway");
        expect(calls).to.deep.equal([]);
      }
    });

    it("lets a burst pass, refuses what follows, and refills with time", async () => {
      let now = 0;
      const { send, calls } = await gateway({
        graph: graphOf({ plan: { throttleSettings: { rateLimit: 2, burstLimit: 3 } } }),
        now: () => now,
      });
      const statuses: number[] = [];
      for (let i = 0; i < 5; i++) statuses.push((await send("POST", "/api/visit", visit)).status);
      expect(statuses).to.deep.equal([200, 200, 200, 429, 429]);
      now += 500;
      const refilled = await send("POST", "/api/visit", visit);
      const again = await send("POST", "/api/visit", visit);
      expect([refilled.status, again.status]).to.deep.equal([200, 429]);
      expect(again.json()).to.deep.equal({ error: "Too Many Requests" });
      expect(calls).to.have.length(4);
    });

    it("counts a quota per period and starts anew in the next one", async () => {
      let now = Date.UTC(2026, 10, 30, 12);
      const { send, calls } = await gateway({
        graph: graphOf({ plan: { quotaSettings: { limit: 2, period: "MONTH" } } }),
        now: () => now,
      });
      const statuses: number[] = [];
      for (let i = 0; i < 3; i++) statuses.push((await send("POST", "/api/visit", visit)).status);
      expect(statuses).to.deep.equal([200, 200, 429]);
      expect((await send("POST", "/api/visit", visit)).json()).to.deep.equal({
        error: "Limit Exceeded",
      });
      now = Date.UTC(2026, 11, 1);
      expect((await send("POST", "/api/visit", visit)).status).to.equal(200);
      expect(calls).to.have.length(3);
    });

    it("throttles a method without a key by the stage's settings, each for itself", async () => {
      const settings = (methodPath: string, burst: number) =>
        resource("methodSettings:MethodSettings", methodPath, {
          restApi: "api1",
          stageName: "api",
          methodPath,
          settings: { throttlingRateLimit: 1, throttlingBurstLimit: burst },
        });
      const { send } = await gateway({
        graph: graphOf({ extra: [settings("*/*", 1), settings("visit/mine/GET", 2)] }),
        now: () => 0,
      });
      const statuses: number[] = [];
      for (const path of ["free?date=x", "free?date=x", "visit/mine", "visit/mine", "visit/mine"]) {
        statuses.push((await send("GET", `/api/${path}`)).status);
      }
      expect(statuses).to.deep.equal([200, 429, 200, 200, 429]);
    });
  });

  describe("security schemes", () => {
    it("refuses a scheme that nobody can decide on, and says so", async () => {
      const { send, calls, logged } = await gateway();
      for (const path of ["/api/admin", "/api/odd"]) {
        expect(
          (await send("GET", path, { headers: { ...key, authorization: "x" } })).status,
        ).to.equal(500);
      }
      expect(calls).to.deep.equal([]);
      expect(logged.join()).to.include('"staff"').and.include('"nobodyKnows"');
    });

    it("asks the authorizer of the scheme's type and passes its context on", async () => {
      const { send, calls } = await gateway({
        authorizers: {
          cognito_user_pools: async (_scheme, headers) =>
            headers.authorization?.[0] === "good"
              ? { ok: true, context: { claims: { sub: "petra" } } }
              : { ok: false, refusal: { type: "UNAUTHORIZED" } },
        },
      });
      const refused = await send("GET", "/api/admin", { headers: { authorization: "bad" } });
      expect(refused.status).to.equal(401);
      expect(calls).to.deep.equal([]);
      await send("GET", "/api/admin", { headers: { authorization: "good" } });
      expect(calls[0]?.event.requestContext.authorizer).to.deep.equal({ claims: { sub: "petra" } });
    });
  });

  describe("validation", () => {
    it("asks for required parameters but does not look at their form", async () => {
      const { send, calls } = await gateway();
      for (const path of [
        "/api/free",
        "/api/free?date=",
        "/api/free?date=%20",
        "/api/free?days=2",
      ]) {
        const reply = await send("GET", path);
        expect(reply.status, path).to.equal(400);
        expect(reply.json()).to.deep.equal({
          error: "Missing required request parameters: [date]",
        });
      }
      expect((await send("GET", "/api/visit/1")).status).to.equal(400);
      expect(calls).to.deep.equal([]);
      expect((await send("GET", "/api/free?date=never&days=many")).status).to.equal(200);
    });

    it("refuses bodies that do not fit the model, in the gateway's words", async () => {
      const { send, calls } = await gateway();
      const cases: [unknown, string][] = [
        [{}, '[object has missing required properties (["name"])]'],
        ["", '[object has missing required properties (["name"])]'],
        [
          { name: "A", extra: 1 },
          '[object instance has properties which are not allowed by the schema: ["extra"]]',
        ],
        [
          { name: 5 },
          '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
        ],
        [{ name: "" }, '[string "" is too short (length: 0, required minimum: 1)]'],
        [
          { name: "A", rating: 0 },
          "[numeric instance is not strictly greater than the required minimum 0]",
        ],
        [
          { name: "A", rating: 6 },
          "[numeric instance is greater than the required maximum (maximum: 5, found: 6)]",
        ],
        [
          { name: "A", staff: "x" },
          '[instance value ("x") not found in enum (possible values: ["petra"])]',
        ],
        ["{broken", "[the body is not valid JSON]"],
      ];
      for (const [body, detail] of cases) {
        const reply = await send("POST", "/api/visit", post(body));
        expect(reply.status, detail).to.equal(400);
        expect(reply.json()).to.include({ error: "Invalid.", detail });
        expect(reply.json().id).to.equal(reply.response.headers.get("x-amzn-requestid"));
      }
      expect(calls).to.deep.equal([]);
      const fine = await send("POST", "/api/visit", post({ name: "A", note: null, rating: 1 }));
      expect(fine.status).to.equal(200);
    });

    it("validates a body without a content type but not one of a type without a model", async () => {
      const { send, calls } = await gateway();
      const bare = new TextEncoder().encode("{}");
      expect((await send("POST", "/api/visit", { headers: key, body: bare })).status).to.equal(400);
      expect(calls).to.deep.equal([]);
      const text = await send(
        "POST",
        "/api/visit",
        post("{}", { ...key, "content-type": "text/plain" }),
      );
      expect(text.status).to.equal(200);
      expect(calls[0]?.event.body).to.equal("{}");
    });

    it("refuses a body over 10 MB, announced or not, and lets the sender read why", async () => {
      const { send, calls } = await gateway();
      const tooLong = Buffer.alloc(10 * 1024 * 1024 + 1, "x");
      const announced = await send("POST", "/api/visit", { headers: key, body: tooLong });
      expect(announced.status).to.equal(413);
      expect(announced.json()).to.deep.equal({ error: "Request Too Long" });
      const chunks = new ReadableStream({
        start(controller) {
          controller.enqueue(tooLong);
          controller.close();
        },
      });
      const init = { headers: key, body: chunks, duplex: "half" } as RequestInit;
      expect((await send("POST", "/api/visit", init)).status).to.equal(413);
      expect(calls).to.deep.equal([]);
    });

    it("does not start on a document that names a validator it lacks", async () => {
      const graph = graphOf();
      const broken = { ...document, "x-amazon-apigateway-request-validator": "most" };
      (graph.resources[0] as Resource).inputs.body = JSON.stringify(broken);
      let failure: unknown;
      await gateway({ graph }).catch((error) => {
        failure = error;
      });
      expect(String(failure)).to.include("the request validator most");
    });
  });

  describe("replies", () => {
    it("maps status, headers, repeated headers and body", async () => {
      const { send } = await gateway({
        answer: async () => ({
          ok: true,
          payload: {
            statusCode: 201,
            headers: { "X-One": "1", Date: "now", "Content-Length": "99" },
            multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
            body: '{"é":1}',
          },
        }),
      });
      const { response, status, text } = await send("GET", "/api/visit/mine");
      expect(status).to.equal(201);
      expect(text).to.equal('{"é":1}');
      expect(response.headers.get("x-one")).to.equal("1");
      expect(response.headers.get("x-amzn-remapped-date")).to.equal("now");
      expect(response.headers.getSetCookie()).to.deep.equal(["a=1", "b=2"]);
      expect(response.headers.get("content-type")).to.equal("application/json");
      expect(response.headers.get("x-amz-apigw-id")).to.be.a("string");
    });

    it("answers 502 for what is not a proxy reply", async () => {
      const malformed = [
        null,
        "text",
        [],
        { statusCode: "two" },
        { statusCode: 200, errorMessage: "x" },
        { statusCode: 200, body: { a: 1 } },
        { statusCode: 200, headers: { a: {} } },
        { statusCode: 200, headers: { a: "b\r\nc: d" } },
      ];
      for (const payload of malformed) {
        const { send } = await gateway({ answer: async () => ({ ok: true, payload }) });
        const reply = await send("GET", "/api/visit/mine");
        expect(reply.status, JSON.stringify(payload)).to.equal(502);
        expect(reply.json()).to.deep.equal({ message: "Internal server error" });
      }
    });

    it("turns each failure of an invocation into its status and tells nobody why but the log", async () => {
      const expected = { failed: 502, timeout: 504, throttled: 500, denied: 500, "not-found": 500 };
      for (const [reason, status] of Object.entries(expected)) {
        const { send, logged } = await gateway({
          answer: async () => ({ ok: false, reason, message: "secret detail" }) as InvocationResult,
        });
        const reply = await send("GET", "/api/visit/mine");
        expect(reply.status, reason).to.equal(status);
        expect(reply.text).not.to.include("secret");
        expect(logged.join()).to.include("secret detail");
      }
    });

    it("gives up on an integration that takes longer than it may", async () => {
      const graph = graphOf();
      const impatient = structuredClone(document) as Json;
      impatient.paths["/visit/mine"].get["x-amazon-apigateway-integration"].timeoutInMillis = 50;
      (graph.resources[0] as Resource).inputs.body = JSON.stringify(impatient);
      const { send } = await gateway({ graph, answer: () => new Promise(() => {}) });
      const reply = await send("GET", "/api/visit/mine");
      expect(reply.status).to.equal(504);
      expect(reply.json()).to.deep.equal({ message: "Endpoint request timed out" });
    });
  });

  it("writes the stage's access log in its own format, quotes escaped", async () => {
    const lines: [string, string][] = [];
    const format =
      '{"m":"$context.httpMethod","r":"$context.resourcePath","s":$context.status,"u":"$context.identity.userAgent","x":"$context.nothing"}';
    const { send } = await gateway({
      graph: graphOf({ stage: { accessLogSettings: { destinationArn: "arn:log", format } } }),
      accessLog: (line, destination) => lines.push([line, destination]),
    });
    await send("GET", "/api/free", { headers: { "user-agent": 'a"b' } });
    expect(lines).to.have.length(1);
    expect(lines[0]?.[1]).to.equal("arn:log");
    expect(JSON.parse(lines[0]?.[0] as string)).to.deep.equal({
      m: "GET",
      r: "/free",
      s: 400,
      u: 'a"b',
      x: "-",
    });
  });
});
