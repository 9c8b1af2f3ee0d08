import type { Graph, Resource } from "../../graph";
import { matchesText } from "../iam/wildcard";
import { type Firewall, firewallOf } from "./firewall";
import { type EdgeFunction, edgeFunction } from "./function";
import { type Target, targets } from "./origin-group";
import { type CachePolicy, cachePolicyOf, requestPolicyOf, type Selection } from "./policies";
import { type HeadersPolicy, headersPolicyOf } from "./response-headers";
import { type TrustedKeys, trustedKeysOf } from "./signed-url";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

export interface Behavior extends Target {
  readonly pathPattern: string;
  readonly allowedMethods: readonly string[];
  readonly viewerProtocolPolicy: "allow-all" | "redirect-to-https" | "https-only";
  readonly compress: boolean;
  /** Whose signatures open it; nothing where everybody may read. */
  readonly trustedKeys: TrustedKeys | undefined;
  readonly cachePolicy: CachePolicy;
  readonly requestPolicy: Selection;
  readonly headersPolicy: HeadersPolicy | undefined;
  readonly viewerRequest: EdgeFunction | undefined;
  readonly viewerResponse: EdgeFunction | undefined;
}

export interface ErrorResponse {
  readonly responseCode?: number;
  readonly responsePagePath?: string;
  readonly cachingMinTtl: number;
}

/** One distribution as the captured graph declares it. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly firewall: Firewall | undefined;
  readonly defaultRootObject: string | undefined;
  /** In order; the default behaviour is the last one. */
  readonly behaviors: readonly Behavior[];
  readonly errorResponses: ReadonlyMap<number, ErrorResponse>;
}

/** Reads a distribution; throws a sentence where it refers to what is missing or not served locally. */
export function readDistribution(
  graph: Graph,
  resource: Resource,
  log: (line: string) => void,
  hosts: ReadonlyMap<string, string> = new Map(),
): Distribution {
  const { inputs, outputs } = resource;
  const targetOf = targets(graph, inputs);
  sayWhoIsServed(inputs.restrictions?.geoRestriction, log);
  const behaviors = [...(inputs.orderedCacheBehaviors ?? []), inputs.defaultCacheBehavior];
  return {
    id: resource.id,
    arn: outputs.arn,
    domainName: outputs.domainName,
    aliases: inputs.aliases ?? [],
    firewall: firewallOf(graph, inputs.webAclId, log),
    defaultRootObject: inputs.defaultRootObject || undefined,
    behaviors: behaviors.map((behavior) => readBehavior(graph, behavior, targetOf, log, hosts)),
    errorResponses: new Map(
      (inputs.customErrorResponses ?? []).map((one: Json) => [
        one.errorCode,
        {
          responseCode: one.responseCode,
          responsePagePath: one.responsePagePath,
          cachingMinTtl: one.errorCachingMinTtl ?? 10,
        },
      ]),
    ),
  };
}

/** The first behaviour whose pattern fits the path; `*` is any text, `?` any one character. */
export function behaviorFor({ behaviors }: Distribution, path: string): Behavior {
  const fits = ({ pathPattern }: Behavior) =>
    matchesText(`/${pathPattern.replace(/^\//, "")}`, path);
  return behaviors.find(fits) ?? (behaviors.at(-1) as Behavior);
}

function sayWhoIsServed(restriction: Json, log: (line: string) => void): void {
  if (!restriction || restriction.restrictionType === "none") return;
  const countries = (restriction.locations ?? []).join(", ");
  log(
    `CloudFront's ${restriction.restrictionType} of countries (${countries}) is not simulated: everybody is served here.`,
  );
}

function readBehavior(
  graph: Graph,
  behavior: Json,
  targetOf: (originId: string) => Target | undefined,
  log: (line: string) => void,
  hosts: ReadonlyMap<string, string>,
): Behavior {
  const pathPattern = behavior.pathPattern ?? "*";
  const target = targetOf(behavior.targetOriginId);
  if (!target) {
    throw new Error(`The behaviour ${pathPattern} names the origin ${behavior.targetOriginId}.`);
  }
  if (target.failover && behavior.allowedMethods.includes("POST")) {
    throw new Error(`The behaviour ${pathPattern} sends writes to an origin group.`);
  }
  if (!behavior.cachePolicyId) {
    throw new Error(
      `The behaviour ${pathPattern} has no cachePolicyId; forwardedValues is legacy.`,
    );
  }
  const functionFor = (eventType: string) => {
    const association = (behavior.functionAssociations ?? []).find(
      (one: Json) => one.eventType === eventType,
    );
    if (!association) return undefined;
    const type = "aws:cloudfront/function:Function";
    const found = graph.where(type, "arn", association.functionArn);
    if (!found) throw new Error(`There is no CloudFront function ${association.functionArn}.`);
    return edgeFunction(found.name, found.inputs.code, log);
  };
  return {
    pathPattern,
    allowedMethods: behavior.allowedMethods,
    viewerProtocolPolicy: behavior.viewerProtocolPolicy,
    compress: behavior.compress ?? false,
    ...target,
    trustedKeys: trustedKeysOf(graph, behavior.trustedKeyGroups),
    cachePolicy: cachePolicyOf(graph, behavior.cachePolicyId),
    requestPolicy: requestPolicyOf(graph, behavior.originRequestPolicyId),
    headersPolicy: headersPolicyOf(graph, behavior.responseHeadersPolicyId, hosts),
    viewerRequest: functionFor("viewer-request"),
    viewerResponse: functionFor("viewer-response"),
  };
}
