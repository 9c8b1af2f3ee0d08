import { list, type PlainResource, rule, ruleOfParts, type Stack } from "../rule";
import { types } from "../types";

const { distribution } = types;

/** The viewer policies that Security Hub recommends: TLS 1.2 of 2021 and newer. */
const modernTls = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];
const year = 365 * 24 * 3600;

export const cloudFrontRules = [
  rule(
    "edge-geo-restriction",
    ["AwsSolutions-CFR1"],
    "A distribution restricts the countries it serves: geoRestriction of type whitelist or blacklist.",
    distribution,
    ({ props }) =>
      ["whitelist", "blacklist"].includes(props.restrictions?.geoRestriction?.restrictionType),
  ),
  rule(
    "edge-firewall",
    ["AwsSolutions-CFR2", "CloudFront.6"],
    "A distribution has a web ACL (webAclId).",
    distribution,
    ({ props }) => present(props, "webAclId"),
  ),
  rule(
    "edge-access-logs",
    ["AwsSolutions-CFR3", "CKV_AWS_86", "CloudFront.5"],
    "A distribution logs every request: loggingConfig, or a LogDeliverySource that names it.",
    distribution,
    (resource, stack) =>
      present(resource.props, "loggingConfig") ||
      stack.attached(types.logDeliverySource, "resourceArn", resource).length > 0,
  ),
  rule(
    "edge-viewer-tls",
    ["AwsSolutions-CFR4", "CKV_AWS_174", "CloudFront.15"],
    `A distribution requires TLS 1.2 or newer from viewers: minimumProtocolVersion of ${modernTls.join(", ")}, which requires a custom certificate.`,
    distribution,
    ({ props }) => modernTls.includes(props.viewerCertificate?.minimumProtocolVersion),
  ),
  rule(
    "edge-certificate",
    ["CKV2_AWS_42", "CloudFront.7"],
    "A distribution has a custom certificate (acmCertificateArn).",
    distribution,
    ({ props }) => present(props.viewerCertificate, "acmCertificateArn"),
  ),
  rule(
    "edge-sni",
    ["CloudFront.8"],
    "A distribution serves its custom certificate by SNI: sslSupportMethod sni-only.",
    distribution,
    ({ props }) =>
      !present(props.viewerCertificate, "acmCertificateArn") ||
      props.viewerCertificate.sslSupportMethod === "sni-only",
  ),
  ruleOfParts(
    "edge-origin-tls",
    ["AwsSolutions-CFR5", "CloudFront.10"],
    "Connections to an origin use TLS 1.1 or newer, never SSLv3 or TLSv1 (originSslProtocols).",
    distribution,
    (resource) =>
      customOrigins(resource)
        .filter(({ customOriginConfig }) => {
          const protocols = list(customOriginConfig.originSslProtocols);
          return protocols.length === 0 || protocols.some((each) => /^SSL|^TLSv1$/.test(each));
        })
        .map(originName),
  ),
  ruleOfParts(
    "edge-origin-https",
    ["CKV2_AWS_72", "CloudFront.9"],
    "Connections to an origin use HTTPS only: originProtocolPolicy https-only.",
    distribution,
    (resource) =>
      customOrigins(resource)
        .filter(
          ({ customOriginConfig }) => customOriginConfig.originProtocolPolicy !== "https-only",
        )
        .map(originName),
  ),
  ruleOfParts(
    "edge-origin-access",
    ["AwsSolutions-CFR6", "AwsSolutions-CFR7", "CKV2_AWS_46", "CloudFront.2", "CloudFront.13"],
    "A distribution signs its requests to a bucket: originAccessControlId, which replaced origin access identities.",
    distribution,
    (resource) =>
      bucketOrigins(resource)
        .filter((origin) => !present(origin, "originAccessControlId"))
        .map(originName),
  ),
  rule(
    "edge-default-root",
    ["CKV_AWS_305", "CloudFront.1"],
    "A distribution has a default root object for `/`: defaultRootObject.",
    distribution,
    ({ props }) => present(props, "defaultRootObject"),
  ),
  ruleOfParts(
    "edge-https",
    ["CloudFront.3"],
    "Viewers use HTTPS or are redirected to it: viewerProtocolPolicy redirect-to-https or https-only.",
    distribution,
    (resource) =>
      behaviors(resource)
        .filter(
          ({ viewerProtocolPolicy }) =>
            viewerProtocolPolicy !== "redirect-to-https" && viewerProtocolPolicy !== "https-only",
        )
        .map(pathName),
  ),
  rule(
    "edge-failover",
    ["CKV_AWS_310", "CloudFront.4"],
    "A distribution has an origin group of two origins, so that it survives the failure of a region.",
    distribution,
    ({ props }) => list(props.originGroups).some(({ members }) => list(members).length > 1),
  ),
  ruleOfParts(
    "edge-origin-exists",
    ["CloudFront.12"],
    "A distribution's bucket belongs to this stack: whoever claimed the name of a deleted bucket would own the site.",
    distribution,
    (resource, stack) => bucketOrigins(resource).filter(unowned(resource, stack)).map(originName),
  ),
  ruleOfParts(
    "edge-headers",
    ["CKV2_AWS_32"],
    "Every behavior has a response headers policy (responseHeadersPolicyId).",
    distribution,
    (resource) =>
      behaviors(resource)
        .filter((each) => !present(each, "responseHeadersPolicyId"))
        .map(pathName),
  ),
  rule(
    "edge-hsts",
    ["CKV_AWS_259"],
    "A response headers policy sets HSTS for at least a year, including subdomains, and overrides the origin.",
    types.responseHeaders,
    ({ props }) => {
      const hsts = props.securityHeadersConfig?.strictTransportSecurity;
      return (
        hsts?.accessControlMaxAgeSec >= year &&
        hsts.includeSubdomains === true &&
        hsts.override === true
      );
    },
  ),
];

/** Whether a setting is there; its value may not be known yet. */
function present(settings: unknown, name: string): boolean {
  if (typeof settings !== "object" || settings === null || !(name in settings)) return false;
  const own = Object.getOwnPropertyDescriptor(settings, name)?.value;
  return own !== undefined && own !== null && own !== "";
}

type Origin = Record<string, unknown> & {
  readonly customOriginConfig: Record<string, unknown>;
};

function origins({ props }: PlainResource): Origin[] {
  return list(props.origins).filter((each) => typeof each === "object");
}

function customOrigins(resource: PlainResource): Origin[] {
  return origins(resource).filter(({ customOriginConfig }) => customOriginConfig);
}

function bucketOrigins(resource: PlainResource): Origin[] {
  return origins(resource).filter(({ customOriginConfig }) => !customOriginConfig);
}

function unowned(resource: PlainResource, stack: Stack): (origin: Origin) => boolean {
  const buckets = stack.ofType(types.bucket);
  const known = new Set(resource.references?.origins);
  return (origin) =>
    !buckets.some(({ urn, props }) => known.has(urn) || isDomainOf(origin.domainName, props));
}

function isDomainOf(domain: unknown, bucket: PlainResource["props"]): boolean {
  return (
    typeof domain === "string" &&
    (domain === bucket.bucketRegionalDomainName || domain === bucket.bucketDomainName)
  );
}

function originName({ originId }: Origin): string {
  return `origin ${originId}`;
}

function behaviors({ props }: PlainResource): Record<string, unknown>[] {
  return [props.defaultCacheBehavior ?? {}, ...list(props.orderedCacheBehaviors)];
}

function pathName({ pathPattern }: Record<string, unknown>): string {
  return `path ${pathPattern ?? "*"}`;
}
