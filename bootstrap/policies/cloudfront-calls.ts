/** CloudFront's paths name the noun that its actions name. */
const cloudFrontNouns: Readonly<Record<string, string>> = {
  "cache-policy": "CachePolicy",
  distribution: "Distribution",
  function: "Function",
  "key-group": "KeyGroup",
  "origin-access-control": "OriginAccessControl",
  "public-key": "PublicKey",
  "response-headers-policy": "ResponseHeadersPolicy",
};
const cloudFrontVerbs: Readonly<Record<string, string>> = {
  DELETE: "Delete",
  GET: "Get",
  POST: "Create",
  PUT: "Update",
};

/** The action behind a call of CloudFront, if it is known. */
export function cloudFrontAction(method: string, path: string): string | undefined {
  const [, noun = "", , detail] = path.split("/");
  if (noun === "tagging") return "ListTagsForResource";
  if (detail === "invalidation") return "CreateInvalidation";
  if (detail === "monitoring-subscription")
    return `${cloudFrontVerbs[method]}MonitoringSubscription`;
  if (detail === "publish") return "PublishFunction";
  if (detail === "describe") return "DescribeFunction";
  return cloudFrontNouns[noun] && `${cloudFrontVerbs[method]}${cloudFrontNouns[noun]}`;
}
