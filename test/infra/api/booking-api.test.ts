import { createHash } from "node:crypto";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { functionBaseName } from "../../../build/bundles";
import type { GatewayCode } from "../../../contract/errors/codes";
import { codeStatuses } from "../../../contract/errors/statuses";
import * as routes from "../../../contract/operations";
import type { Operation } from "../../../contract/operations/operation";
import { program, statements } from "../../support/pulumi";

const bodyOf = (graph: Graph) =>
  JSON.parse(graph.only("aws:apigateway/restApi:RestApi").inputs.body);

describe("the REST API", () => {
  it("hands every operation to the alias of its own function", async () => {
    const graph = await program("prod");
    const alias = (noun: string) =>
      graph.named("aws:lambda/alias:Alias", `api-${noun}-live`).outputs.invokeArn;
    const found: Record<string, string> = {};
    for (const [path, methods] of Object.entries<Record<string, unknown>>(bodyOf(graph).paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const integration = (operation as Record<string, Record<string, string>>)[
          "x-amazon-apigateway-integration"
        ];
        if (method === "options") continue;
        expect(integration).to.include({ type: "aws_proxy", httpMethod: "POST" });
        found[`${method} ${path}`] = integration?.uri as string;
      }
    }
    expect(found).to.deep.equal(
      Object.fromEntries(
        Object.values<Operation>(routes).flatMap(({ method, path, handler }) =>
          [method, ...(method === "GET" ? ["HEAD"] : [])].map((one) => [
            `${one.toLowerCase()} ${path}`,
            alias(functionBaseName(handler)),
          ]),
        ),
      ),
    );
  });

  it("asks of a HEAD what it asks of a GET, and lets it reach the same function", async () => {
    const graph = await program("prod");
    for (const { get, head } of Object.values<Record<string, object>>(bodyOf(graph).paths)) {
      const { operationId: _, ...asked } = (get ?? {}) as Record<string, unknown>;
      if (get) expect(head).to.deep.equal(asked);
      else expect(head).to.equal(undefined);
    }
    const permission = graph.named(
      "aws:lambda/permission:Permission",
      "api-get-health-head-caller",
    );
    expect(permission.inputs.sourceArn).to.match(/\/api\/HEAD\/health$/);
    const callers = graph
      .ofType("aws:lambda/permission:Permission")
      .filter(({ name }) => name.endsWith("-head-caller"));
    const reads = Object.values<Operation>(routes).filter(({ method }) => method === "GET");
    expect(callers).to.have.length(reads.length);
  });

  it("wants the edge key for every write and no key for a read", async () => {
    const graph = await program("prod");
    const { paths, components } = bodyOf(graph);
    expect(paths["/booking"].post.security).to.deep.equal([{ edgeKey: [] }]);
    expect(paths["/booking/{bookingId}/cancel"].post.security).to.deep.equal([{ edgeKey: [] }]);
    expect(paths["/booking/{bookingId}/reschedule"].post.security).to.deep.equal([{ edgeKey: [] }]);
    expect(paths["/count"].post.security).to.deep.equal([{ edgeKey: [] }]);
    expect(paths["/count"].get.security).to.deep.equal([]);
    expect(paths["/availability"].get.security).to.deep.equal([]);
    expect(paths["/booking/{bookingId}"].get.security).to.deep.equal([]);
    expect(paths["/booking/{bookingId}/calendar.ics"].get.security).to.deep.equal([]);
    expect(components.securitySchemes).to.deep.equal({
      edgeKey: { type: "apiKey", in: "header", name: "x-api-key" },
      adminToken: {
        type: "apiKey",
        in: "header",
        name: "Authorization",
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [graph.only("aws:cognito/userPool:UserPool").outputs.arn],
        },
      },
    });
  });

  it("asks the authorizer before every admin operation, and before no other", async () => {
    const { paths } = bodyOf(await program("prod"));
    for (const [name, { access, method, path }] of Object.entries<Operation>(routes)) {
      const { security } = paths[path][method.toLowerCase()];
      const asked = JSON.stringify(security).includes("adminToken");
      expect(asked, name).to.equal(access === "admin");
      if (access === "admin") expect(security, name).to.deep.equal([{ adminToken: [] }]);
    }
  });

  it("validates bodies and parameters before a function runs", async () => {
    const body = bodyOf(await program("prod"));
    expect(body["x-amazon-apigateway-request-validator"]).to.equal("everything");
    expect(body["x-amazon-apigateway-request-validators"]).to.deep.equal({
      everything: { validateRequestBody: true, validateRequestParameters: true },
    });
  });

  it("tells the gateway of every body's model and of no reply's, with nothing that it would refuse", async () => {
    const { paths, components } = bodyOf(await program("prod"));
    const bodies = Object.entries<Operation>(routes).filter(([, { body }]) => body);
    expect(bodies).not.to.have.lengthOf(0);
    const models = bodies.map(([, { method, path }]) => {
      const { requestBody } = paths[path][method.toLowerCase()];
      return requestBody.content["application/json"].schema.$ref.split("/").at(-1);
    });
    expect(components.schemas).to.have.all.keys(models);
    for (const model of models) expect(model).to.match(/^[A-Za-z0-9]+$/);
    expect(JSON.stringify(components.schemas)).not.to.match(
      /"(example|discriminator|exclusive\w+|readOnly|nullable|oneOf|format|\$schema)":/,
    );
    expect(JSON.stringify(Object.values(paths))).not.to.match(/Reply|schemas\/Error/);
  });

  it("answers preflights itself, without a key and without a function", async () => {
    const { paths } = bodyOf(await program("prod"));
    for (const [path, { options }] of Object.entries<{ options: Record<string, unknown> }>(paths)) {
      expect(options.security, path).to.deep.equal([]);
      expect(options["x-amazon-apigateway-integration"]).to.deep.equal({
        type: "mock",
        requestTemplates: { "application/json": '{"statusCode": 204}' },
        responses: { default: { statusCode: "204" } },
      });
    }
  });

  it("answers its own errors in the one shape, repeating nothing of a request or a model", async () => {
    const body = bodyOf(await program("prod"));
    const responses = body["x-amazon-apigateway-gateway-responses"];
    const statuses = Object.fromEntries(
      Object.entries<{ statusCode?: string }>(responses).map(([type, { statusCode }]) => [
        type,
        statusCode,
      ]),
    );
    expect(statuses).to.deep.equal({
      DEFAULT_4XX: undefined,
      DEFAULT_5XX: "500",
      ACCESS_DENIED: "403",
      BAD_REQUEST_BODY: "400",
      BAD_REQUEST_PARAMETERS: "400",
      EXPIRED_TOKEN: "401",
      INTEGRATION_FAILURE: "500",
      INTEGRATION_TIMEOUT: "504",
      INVALID_API_KEY: "403",
      MISSING_AUTHENTICATION_TOKEN: "404",
      QUOTA_EXCEEDED: "429",
      REQUEST_TOO_LARGE: "413",
      RESOURCE_NOT_FOUND: "404",
      THROTTLED: "429",
      UNAUTHORIZED: "401",
      UNSUPPORTED_MEDIA_TYPE: "415",
    });
    const codes: Record<string, GatewayCode> = {
      DEFAULT_4XX: "refused",
      DEFAULT_5XX: "internal",
      ACCESS_DENIED: "access.denied",
      BAD_REQUEST_BODY: "invalid",
      BAD_REQUEST_PARAMETERS: "invalid",
      EXPIRED_TOKEN: "admin.missing",
      INTEGRATION_FAILURE: "internal",
      INTEGRATION_TIMEOUT: "timeout",
      INVALID_API_KEY: "edge.only",
      MISSING_AUTHENTICATION_TOKEN: "not-found",
      QUOTA_EXCEEDED: "quota.exceeded",
      REQUEST_TOO_LARGE: "body.large",
      RESOURCE_NOT_FOUND: "not-found",
      THROTTLED: "throttled",
      UNAUTHORIZED: "admin.missing",
      UNSUPPORTED_MEDIA_TYPE: "media.unsupported",
    };
    for (const [type, response] of Object.entries<Record<string, Record<string, string>>>(
      responses,
    )) {
      const template = response.responseTemplates?.["application/json"] ?? "";
      const { code, ...rest } = JSON.parse(template);
      expect(codes[type], type).to.equal(code);
      expect(rest, type).to.have.all.keys("error");
      if (statuses[type])
        expect(codeStatuses[code as GatewayCode]).to.equal(Number(statuses[type]));
      // A variable may break the JSON, repeat a visitor's words, or show a model.
      expect(template, type).not.to.include("$");
    }
    expect(responses.THROTTLED.responseParameters).to.deep.equal({
      "gatewayresponse.header.Cache-Control": "'no-store'",
      "gatewayresponse.header.Retry-After": "'1'",
    });
  });

  it("goes live with every change of its body", async () => {
    const graph = await program("prod");
    const { body } = graph.only("aws:apigateway/restApi:RestApi").inputs;
    expect(graph.only("aws:apigateway/deployment:Deployment").inputs.triggers).to.deep.equal({
      body: createHash("sha256").update(body).digest("hex"),
    });
    const stage = graph.only("aws:apigateway/stage:Stage").inputs;
    expect(stage.stageName).to.equal("api");
    expect(stage.deployment).to.equal(graph.only("aws:apigateway/deployment:Deployment").id);
  });

  describe("with two keys", () => {
    const rotated = () =>
      program("prod", {
        "shopfront:rateLimitPerSecond": "3",
        "shopfront:burstLimit": "4",
        "shopfront:monthlyVisits": "7000",
        "shopfront:edgeKeys": '["2026-11-21","2026-08-23"]',
      });
    const keyOf = (graph: Graph, name: string) =>
      graph.named("aws:apigateway/apiKey:ApiKey", `api-gateway-${name}`);

    it("throttles bookings and visits by key, each in a plan of its own, and only visits by month", async () => {
      const graph = await rotated();
      const plans = graph.ofType("aws:apigateway/usagePlan:UsagePlan");
      expect(plans.map(({ name, inputs }) => [name, inputs.quotaSettings])).to.deep.equal([
        ["api-gateway-bookings-plan", undefined],
        ["api-gateway-visits-plan", { limit: 7000, period: "MONTH" }],
      ]);
      for (const { inputs } of plans) {
        expect(inputs).to.deep.include({
          throttleSettings: { rateLimit: 3, burstLimit: 4 },
          apiStages: [{ apiId: graph.only("aws:apigateway/restApi:RestApi").id, stage: "api" }],
        });
      }
    });

    it("takes the newest key and the last one, and lets AWS make them", async () => {
      const graph = await rotated();
      const ties = graph.ofType("aws:apigateway/usagePlanKey:UsagePlanKey");
      const names = ["bookings", "visits"].flatMap((plan) =>
        ["2026-11-21", "2026-08-23"].map((day) => `${plan}-${day}`),
      );
      expect(ties.map(({ inputs }) => inputs)).to.have.deep.members(
        names.map((name) => ({
          usagePlanId: graph.named(
            "aws:apigateway/usagePlan:UsagePlan",
            `api-gateway-${name.split("-")[0]}-plan`,
          ).id,
          keyId: keyOf(graph, name).id,
          keyType: "API_KEY",
        })),
      );
      expect(graph.ofType("aws:apigateway/apiKey:ApiKey")).to.have.lengthOf(4);
      for (const name of names) {
        expect(keyOf(graph, name).inputs).not.to.have.any.keys("value", "enabled");
      }
    });

    it("has the edge send the newest", async () => {
      const graph = await rotated();
      const { origins } = graph.only("aws:cloudfront/distribution:Distribution").inputs;
      const sent = origins.flatMap(
        ({ customHeaders = [] }: { customHeaders?: { value: string }[] }) =>
          customHeaders.map(({ value }) => value),
      );
      expect(sent).to.deep.equal([
        keyOf(graph, "bookings-2026-11-21").outputs.value,
        keyOf(graph, "visits-2026-11-21").outputs.value,
      ]);
    });

    it("bounds reads, which need no key, by method", async () => {
      const { methodPath, settings } = (await rotated()).only(
        "aws:apigateway/methodSettings:MethodSettings",
      ).inputs;
      expect(methodPath).to.equal("*/*");
      expect(settings).to.deep.equal({
        metricsEnabled: false,
        loggingLevel: "ERROR",
        dataTraceEnabled: false,
        throttlingRateLimit: 30,
        throttlingBurstLimit: 40,
      });
    });
  });

  it("logs every request without an address, a query or the path of a booking", async () => {
    const graph = await program("prod");
    const { destinationArn, format } = graph.only("aws:apigateway/stage:Stage").inputs
      .accessLogSettings;
    expect(destinationArn).to.equal(
      graph.named("aws:cloudwatch/logGroup:LogGroup", "api-gateway-access-log").outputs.arn,
    );
    expect(Object.values(JSON.parse(format))).to.have.members([
      "$context.requestId",
      "$context.requestTime",
      "$context.httpMethod",
      "$context.resourcePath",
      "$context.status",
      "$context.responseLength",
      "$context.responseLatency",
      "$context.integrationLatency",
      "$context.error.responseType",
    ]);
  });

  it("keeps API Gateway's own log of errors as long as the other logs", async () => {
    const graph = await program("prod");
    const { id } = graph.only("aws:apigateway/restApi:RestApi");
    const { stageName } = graph.only("aws:apigateway/stage:Stage").inputs;
    const group = graph.named("aws:cloudwatch/logGroup:LogGroup", "api-gateway-error-log");
    expect(group.inputs).to.deep.equal({
      name: `API-Gateway-Execution-Logs_${id}/${stageName}`,
      retentionInDays: 30,
    });
  });
});

describe("what the stream function cannot do", () => {
  it("goes to an encrypted queue for 14 days, over TLS only", async () => {
    const graph = await program("prod");
    const queue = graph.only("aws:sqs/queue:Queue");
    expect(queue.inputs).to.deep.equal({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    });
    expect(statements(graph.only("aws:sqs/queuePolicy:QueuePolicy"))).to.deep.equal([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: [queue.outputs.arn],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
