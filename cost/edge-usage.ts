import type { Graph } from "local-stage";
import { guess } from "./assumptions";
import { edgeLog } from "./log-archive";
import { gb, logUsage } from "./log-usage";
import type { Usage } from "./prices";
import type { Traffic } from "./traffic";

/** What visitors' requests use before they reach a function. */
export function edgeUsage(graph: Graph, traffic: Traffic): Usage[] {
  const { apiRequestsAtEdge, pageRequests, pageGb, bucketReads } = traffic;
  const requests = apiRequestsAtEdge + pageRequests;
  const { defaultCacheBehavior, orderedCacheBehaviors = [] } = graph.only(
    "aws:cloudfront/distribution:Distribution",
  ).inputs;
  const functions = (behavior?: { functionAssociations?: unknown[] }) =>
    behavior?.functionAssociations?.length ?? 0;
  const api = orderedCacheBehaviors.find(
    ({ pathPattern }: { pathPattern: string }) => pathPattern === "/api/*",
  );
  const firewalls = graph.ofType("aws:wafv2/webAcl:WebAcl").length;
  const logged = graph.ofType("aws:cloudwatch/logDelivery:LogDelivery").length;
  const apiGb = (apiRequestsAtEdge * guess("replyBytes")) / gb;
  return [
    { price: "cloudfront.requests", quantity: pageRequests, what: "pages and files" },
    { price: "cloudfront.requests", quantity: apiRequestsAtEdge, what: "requests of the API" },
    { price: "cloudfront.transfer", quantity: pageGb, what: "pages and files" },
    { price: "cloudfront.transfer", quantity: apiGb, what: "answers of the API" },
    {
      price: "cloudfront.functions",
      quantity: pageRequests * functions(defaultCacheBehavior),
      what: "on pages and files",
    },
    {
      price: "cloudfront.functions",
      quantity: apiRequestsAtEdge * functions(api),
      what: "on requests of the API",
    },
    {
      price: "cloudfront.invalidations",
      quantity: guess("deployments") * guess("pagesChanged") * 3,
      what: "pages that deployments change",
    },
    { price: "s3.gets", quantity: bucketReads, what: "what the edge fetches" },
    { price: "waf.requests", quantity: requests * firewalls, what: "every request" },
    ...logUsage((logged > 0 ? 1 : 0) * requests * guess("edgeLogBytes"), edgeLog, 7),
  ];
}
