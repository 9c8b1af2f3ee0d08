import type { Graph, Resource } from "../../graph";
import { declaredDocument } from "./declared";
import type { Json } from "./json";

/** A rate in requests per second and how many may come at once. */
export interface Limit {
  readonly rate: number;
  readonly burst: number;
}

export interface UsagePlan {
  readonly id: string;
  /** The enabled keys tied to the plan. */
  readonly keys: readonly { readonly id: string; readonly value: string }[];
  readonly limit?: Limit;
  /** Limits of single methods, by "/resource/METHOD". */
  readonly methodLimits: ReadonlyMap<string, Limit>;
  readonly quota?: {
    readonly limit: number;
    readonly offset: number;
    readonly period: "DAY" | "WEEK" | "MONTH";
  };
}

/** One stage of one REST API, as the captured graph declares it. */
export interface Stage {
  readonly name: string;
  readonly apiId: string;
  /** "arn:aws:execute-api:<region>:<account>:<api>" */
  readonly executionArn: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly document: Json;
  readonly binaryMediaTypes: readonly string[];
  readonly accessLog?: { readonly format: string; readonly destinationArn: string };
  /** Throttles of methods, by "/resource/METHOD" or the wildcard path. */
  readonly methodLimits: ReadonlyMap<string, Limit>;
  readonly plans: readonly UsagePlan[];
}

/** Reads every stage of every REST API; throws a sentence when a part refers to one that is missing. */
export function readStages(graph: Graph): Stage[] {
  return graph.ofType("aws:apigateway/stage:Stage").map((stage) => {
    const { restApi, stageName, deployment } = stage.inputs;
    const api = found(graph, "aws:apigateway/restApi:RestApi", restApi, stage);
    found(graph, "aws:apigateway/deployment:Deployment", deployment, stage);
    const document = documentOf(graph, api);
    const log = stage.inputs.accessLogSettings;
    return {
      name: stageName,
      apiId: api.id,
      executionArn: api.outputs.executionArn,
      deploymentId: deployment,
      variables: stage.inputs.variables ?? null,
      document,
      binaryMediaTypes:
        api.inputs.binaryMediaTypes ?? document["x-amazon-apigateway-binary-media-types"] ?? [],
      accessLog: log && { format: log.format, destinationArn: log.destinationArn },
      methodLimits: stageLimits(graph, api.id, stageName),
      plans: plansOf(graph, api.id, stageName),
    };
  });
}

function found(graph: Graph, type: string, id: string, by: Resource): Resource {
  const resource = graph.ofType(type).find((candidate) => candidate.id === id);
  if (!resource) throw new Error(`The stage ${by.name} refers to ${type} ${id}, which is missing.`);
  return resource;
}

function documentOf(graph: Graph, api: Resource): Json {
  if (api.inputs.body === undefined) return declaredDocument(graph, api);
  try {
    const document = JSON.parse(api.inputs.body);
    if (/^3\.0\./.test(document.openapi)) return document;
  } catch {}
  throw new Error(`The body of the REST API ${api.name} is not an OpenAPI 3.0 document in JSON.`);
}

function stageLimits(graph: Graph, apiId: string, stageName: string): Map<string, Limit> {
  const limits = new Map<string, Limit>();
  for (const { inputs } of graph.ofType("aws:apigateway/methodSettings:MethodSettings")) {
    if (inputs.restApi !== apiId || inputs.stageName !== stageName) continue;
    const { throttlingRateLimit: rate = -1, throttlingBurstLimit: burst = -1 } =
      inputs.settings ?? {};
    // -1 is how the provider says "no limit of its own".
    if (rate < 0 && burst < 0) continue;
    const path = inputs.methodPath.replaceAll("~1", "/");
    limits.set(path === "*/*" ? path : `/${path.replace(/^\//, "")}`, {
      rate: rate < 0 ? Number.POSITIVE_INFINITY : rate,
      burst: burst < 0 ? Number.POSITIVE_INFINITY : burst,
    });
  }
  return limits;
}

function plansOf(graph: Graph, apiId: string, stageName: string): UsagePlan[] {
  const plans: UsagePlan[] = [];
  for (const { id, inputs } of graph.ofType("aws:apigateway/usagePlan:UsagePlan")) {
    const covered = (inputs.apiStages ?? []).find(
      (covers: Json) => covers.apiId === apiId && covers.stage === stageName,
    );
    if (!covered) continue;
    const { throttleSettings: throttle, quotaSettings: quota } = inputs;
    plans.push({
      id,
      keys: keysOf(graph, id),
      limit: throttle && limitOf(throttle),
      methodLimits: new Map(
        (covered.throttles ?? []).map((one: Json) => [one.path, limitOf(one)] as const),
      ),
      quota: quota && { limit: quota.limit, offset: quota.offset ?? 0, period: quota.period },
    });
  }
  return plans;
}

function limitOf({ rateLimit, burstLimit }: Json): Limit {
  return {
    rate: rateLimit ?? Number.POSITIVE_INFINITY,
    burst: burstLimit ?? Number.POSITIVE_INFINITY,
  };
}

function keysOf(graph: Graph, planId: string) {
  const ties = graph
    .ofType("aws:apigateway/usagePlanKey:UsagePlanKey")
    .filter(({ inputs }) => inputs.usagePlanId === planId && inputs.keyType === "API_KEY");
  return graph
    .ofType("aws:apigateway/apiKey:ApiKey")
    .filter(({ inputs }) => inputs.enabled ?? true)
    .filter(({ id }) => ties.some(({ inputs }) => inputs.keyId === id))
    .map(({ id, outputs }) => ({ id, value: String(outputs.value) }));
}
