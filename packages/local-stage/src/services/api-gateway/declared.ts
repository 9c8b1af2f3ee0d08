import type { Graph, Resource } from "../../graph";
import type { Json } from "./json";

/** The parts of a REST API that is declared resource by resource. */
export const partTypes = {
  resource: "aws:apigateway/resource:Resource",
  method: "aws:apigateway/method:Method",
  integration: "aws:apigateway/integration:Integration",
  integrationResponse: "aws:apigateway/integrationResponse:IntegrationResponse",
  methodResponse: "aws:apigateway/methodResponse:MethodResponse",
  authorizer: "aws:apigateway/authorizer:Authorizer",
} as const;

/** The OpenAPI document that says the same as the API's resources, methods and integrations. */
export function declaredDocument(graph: Graph, api: Resource): Json {
  const ofApi = (type: string) =>
    graph.ofType(type).filter(({ inputs }) => inputs.restApi === api.id);
  const paths: Json = {};
  for (const method of ofApi(partTypes.method)) {
    const { resourceId, httpMethod } = method.inputs;
    const path = pathOf(graph, api, resourceId);
    const key = httpMethod === "ANY" ? "x-amazon-apigateway-any-method" : httpMethod.toLowerCase();
    paths[path] = { ...paths[path], [key]: operation(method, ofApi) };
  }
  return { openapi: "3.0.1", paths, components: { securitySchemes: schemes(ofApi) } };
}

function pathOf(graph: Graph, api: Resource, id: string): string {
  if (id === api.outputs.rootResourceId) return "/";
  const found = graph.ofType(partTypes.resource).find((one) => one.id === id);
  if (!found) throw new Error(`The REST API ${api.name} has no resource ${id}.`);
  const parent = pathOf(graph, api, found.inputs.parentId);
  return `${parent === "/" ? "" : parent}/${found.inputs.pathPart}`;
}

type OfApi = (type: string) => Resource[];

function operation({ inputs }: Resource, ofApi: OfApi): Json {
  const same = (other: Resource) =>
    other.inputs.resourceId === inputs.resourceId && other.inputs.httpMethod === inputs.httpMethod;
  const integration = ofApi(partTypes.integration).find(same)?.inputs;
  const responses = ofApi(partTypes.integrationResponse).filter(same);
  return {
    parameters: Object.entries(inputs.requestParameters ?? {}).map(([source, required]) => {
      const [, , place = "", name = ""] = source.split(".");
      return { name, in: place === "querystring" ? "query" : place, required };
    }),
    security: [...security(inputs), ...(inputs.apiKeyRequired ? [{ "x-api-key": [] }] : [])],
    "x-amazon-apigateway-integration": integration && {
      type: integration.type.toLowerCase(),
      uri: integration.uri,
      httpMethod: integration.integrationHttpMethod,
      requestTemplates: integration.requestTemplates,
      timeoutInMillis: integration.timeoutMilliseconds,
      responses: Object.fromEntries(
        responses.map(({ inputs: { selectionPattern, ...response } }) => [
          selectionPattern ?? "default",
          response,
        ]),
      ),
    },
  };
}

/** An authorization that nobody here decides on has no scheme, so that the gateway refuses everybody. */
function security({
  authorization,
  authorizerId,
  authorizationScopes,
}: Resource["inputs"]): Json[] {
  if (authorization === "NONE") return [];
  return [{ [authorizerId ?? authorization]: authorizationScopes ?? [] }];
}

function schemes(ofApi: OfApi): Json {
  const authorizers = ofApi(partTypes.authorizer).map(({ id, inputs }) => [
    id,
    {
      type: "apiKey",
      in: "header",
      name: (inputs.identitySource ?? "method.request.header.Authorization").split(".").at(-1),
      "x-amazon-apigateway-authtype":
        inputs.type === "COGNITO_USER_POOLS" ? "cognito_user_pools" : inputs.type,
      "x-amazon-apigateway-authorizer": { providerARNs: inputs.providerArns ?? [] },
    },
  ]);
  const key = { type: "apiKey", name: "x-api-key", in: "header" };
  return { ...Object.fromEntries(authorizers), "x-api-key": key };
}
