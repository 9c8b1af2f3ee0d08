import type { Graph } from "../../graph";
import { type EdgeRequest, type EdgeResponse, errorPage } from "./message";

// biome-ignore lint/suspicious/noExplicitAny: captured inputs are plain values of many shapes
type Json = any;

/** Turns a request away, or lets it pass. */
export type Firewall = (viewer: EdgeRequest, nowMs: number) => EdgeResponse | undefined;

/**
 * The firewall of that ARN. Its rules that count requests by address act; any other kind of rule is
 * named in the log and lets everything pass. AWS counts in steps, here each request counts at once.
 */
export function firewallOf(
  graph: Graph,
  arn: string | undefined,
  log: (line: string) => void,
): Firewall | undefined {
  if (!arn) return undefined;
  const found = graph.where("aws:wafv2/webAcl:WebAcl", "arn", arn);
  if (!found) throw new Error(`There is no web firewall ${arn}.`);
  const rules: Json[] = found.inputs.rules ?? [];
  const acting = rules.flatMap((rule) => {
    const rate = rule.statement?.rateBasedStatement;
    if (rate?.aggregateKeyType === "IP" && !rate.scopeDownStatement && rule.action?.block) {
      return [rateRule(rate, blockResponse(found.inputs, rule.action.block))];
    }
    log(`The rule ${rule.name} of the web firewall is not simulated: it lets everything pass.`);
    return [];
  });
  return (viewer, nowMs) => {
    for (const rule of acting) {
      const refusal = rule(viewer, nowMs);
      if (refusal) return refusal;
    }
    return undefined;
  };
}

function rateRule({ limit, evaluationWindowSec = 300 }: Json, block: () => EdgeResponse): Firewall {
  const windowMs = evaluationWindowSec * 1000;
  const times = new Map<string, number[]>();
  return ({ clientIp }, nowMs) => {
    const recent = (times.get(clientIp) ?? []).filter((time) => time > nowMs - windowMs);
    // What goes beyond the limit changes nothing, so it is not kept.
    if (recent.length <= limit) recent.push(nowMs);
    times.set(clientIp, recent);
    return recent.length > limit ? block() : undefined;
  };
}

function blockResponse({ customResponseBodies = [] }: Json, { customResponse }: Json) {
  return (): EdgeResponse => {
    if (!customResponse) {
      return errorPage(403, "Request blocked.", "We can't connect to the server at this time.");
    }
    const { responseCode, customResponseBodyKey, responseHeaders = [] } = customResponse;
    const text = customResponseBodies.find(({ key }: Json) => key === customResponseBodyKey);
    return {
      status: responseCode,
      headers: {
        server: ["CloudFront"],
        ...(text && { "content-type": [contentTypes[text.contentType] ?? "text/plain"] }),
        ...Object.fromEntries(
          responseHeaders.map(({ name, value }: Json) => [name.toLowerCase(), [value]]),
        ),
      },
      body: Buffer.from(text?.content ?? ""),
      outcome: "Error",
    };
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  APPLICATION_JSON: "application/json",
  TEXT_HTML: "text/html",
  TEXT_PLAIN: "text/plain",
};
