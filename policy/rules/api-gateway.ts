import { parsed } from "../documents";
import { type PlainResource, rule, ruleOfParts, type Stack } from "../rule";
import { types } from "../types";

const { restApi, apiStage } = types;

export const apiGatewayRules = [
  rule(
    "api-access-log",
    ["AwsSolutions-APIG1", "CKV_AWS_76", "Serverless-APIGWAccessLogging"],
    "A stage logs every request: accessLogSettings with a destination.",
    apiStage,
    ({ props }) => props.accessLogSettings !== undefined && "destinationArn" in accessLog(props),
  ),
  rule(
    "api-access-log-json",
    ["Serverless-APIGWStructuredLogging"],
    "A stage's access log is JSON, so that its fields can be queried.",
    apiStage,
    ({ props }) => typeof parsed(accessLog(props).format) === "object",
  ),
  rule(
    "api-validates",
    ["AwsSolutions-APIG2", "CKV2_AWS_53"],
    "An API validates requests against its models: x-amazon-apigateway-request-validator for body and parameters.",
    restApi,
    ({ props }) => {
      const document = documentOf(props.body);
      const validator =
        document["x-amazon-apigateway-request-validators"]?.[
          String(document["x-amazon-apigateway-request-validator"])
        ];
      return (
        validator?.validateRequestBody === true && validator.validateRequestParameters === true
      );
    },
  ),
  rule(
    "api-firewall",
    ["AwsSolutions-APIG3", "CKV2_AWS_29", "APIGateway.4"],
    "A stage has a web ACL of its own (WebAclAssociation).",
    apiStage,
    (resource, stack) =>
      stack.attached(types.firewallAssociation, "resourceArn", resource).length > 0,
  ),
  ruleOfParts(
    "api-authorized",
    ["AwsSolutions-APIG4", "CKV_AWS_59"],
    "An operation identifies its caller: `security` with a scheme defined in the document.",
    restApi,
    ({ props }) =>
      operationsOf(props.body)
        .filter(({ schemes }) => schemes.length === 0)
        .map(({ title }) => title),
  ),
  ruleOfParts(
    "api-cognito",
    ["AwsSolutions-COG4"],
    "An operation requires a token from a Cognito user pool.",
    restApi,
    ({ props }) =>
      operationsOf(props.body)
        .filter(({ schemes }) => !schemes.some((scheme) => isCognito(props.body, scheme)))
        .map(({ title }) => title),
  ),
  rule(
    "api-execution-log",
    ["AwsSolutions-APIG6", "APIGateway.1"],
    "A stage logs failures of all methods: MethodSettings for */* with loggingLevel ERROR or INFO.",
    apiStage,
    (resource, stack) =>
      ["ERROR", "INFO"].includes(settingsOfAll(resource, stack)?.loggingLevel as string),
  ),
  rule(
    "api-no-data-trace",
    ["CKV_AWS_276"],
    "Method settings never log bodies: dataTraceEnabled false.",
    types.methodSettings,
    ({ props }) => props.settings?.dataTraceEnabled !== true,
  ),
  rule(
    "api-tracing",
    ["CKV_AWS_73", "APIGateway.3", "Serverless-APIGWXrayEnabled"],
    "A stage is traced by X-Ray: xrayTracingEnabled.",
    apiStage,
    ({ props }) => props.xrayTracingEnabled === true,
  ),
  rule(
    "api-client-certificate",
    ["APIGateway.2"],
    "A stage presents a client certificate to its backend: clientCertificateId.",
    apiStage,
    ({ props }) => typeof props.clientCertificateId === "string",
  ),
  rule(
    "api-throttled",
    ["Serverless-APIGWDefaultThrottling"],
    "A stage throttles all methods: throttlingRateLimit and throttlingBurstLimit above 0.",
    apiStage,
    (resource, stack) => {
      const settings = settingsOfAll(resource, stack);
      return (
        Number(settings?.throttlingRateLimit) > 0 && Number(settings?.throttlingBurstLimit) > 0
      );
    },
  ),
];

function accessLog(props: PlainResource["props"]): Record<string, unknown> {
  const settings = props.accessLogSettings;
  return typeof settings === "object" && settings !== null ? settings : {};
}

function settingsOfAll(
  stage: PlainResource,
  stack: Stack,
): Readonly<Record<string, unknown>> | undefined {
  return stack
    .ofType(types.methodSettings)
    .find(({ props }) => props.methodPath === "*/*" && props.stageName === stage.props.stageName)
    ?.props.settings;
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document with API Gateway's extensions
function documentOf(body: unknown): Record<string, any> {
  const document = parsed(body);
  return typeof document === "object" && document !== null ? document : {};
}

/** Every operation of the document; one without `security` has that of the document. */
function operationsOf(body: unknown): { title: string; schemes: string[] }[] {
  const document = documentOf(body);
  return entries(document.paths).flatMap(([path, methods]) =>
    entries(methods)
      .filter(([method]) => /^(get|put|post|delete|options|head|patch)$/.test(method))
      .map(([method, operation]) => ({
        title: `${method.toUpperCase()} ${path}`,
        schemes: schemesOf(operation?.security ?? document.security),
      })),
  );
}

function schemesOf(security: unknown): string[] {
  return Array.isArray(security) ? security.flatMap((each) => Object.keys(each ?? {})) : [];
}

function isCognito(body: unknown, scheme: string): boolean {
  const { components } = documentOf(body);
  return (
    components?.securitySchemes?.[scheme]?.["x-amazon-apigateway-authtype"] === "cognito_user_pools"
  );
}

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document with API Gateway's extensions
function entries(value: unknown): [string, any][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
