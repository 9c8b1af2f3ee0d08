import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

type SecurityHeaders = aws.types.input.cloudfront.ResponseHeadersPolicySecurityHeadersConfig;
type Cors = aws.types.input.cloudfront.ResponseHeadersPolicyCorsConfig;

/** The Content-Security-Policy of pages: the site's own files and nothing inline. */
export const pagePolicy = policyOfPages("");

/** The same for pages that may also send something to one other address, and receive nothing else from it. */
export function pagePolicyWith(address: string): string {
  return policyOfPages(` ${address}`);
}

function policyOfPages(alsoConnects: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self'${alsoConnects}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The Content-Security-Policy of the API, whose responses are never pages. */
export const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** Browser features that the site does not use. */
export const permissionsPolicy =
  "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

const twoYearsSeconds = 63_072_000;

/** The security headers of a response; they override the origin's. */
export function securityHeaders(
  contentSecurityPolicy: pulumi.Input<string>,
  https: boolean,
): SecurityHeaders {
  return {
    contentSecurityPolicy: { contentSecurityPolicy, override: true },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: "DENY", override: true },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
    // A browser would also remember it for a host without a certificate.
    ...(https && {
      strictTransportSecurity: {
        accessControlMaxAgeSec: twoYearsSeconds,
        includeSubdomains: true,
        override: true,
      },
    }),
  };
}

/** Allows the pages of these origins to call the API, without credentials. */
export function cors(origins: readonly string[]): Cors | undefined {
  if (origins.length === 0) return undefined;
  return {
    accessControlAllowCredentials: false,
    accessControlAllowHeaders: { items: ["content-type", "idempotency-key", "x-manage-token"] },
    accessControlAllowMethods: { items: ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"] },
    accessControlAllowOrigins: { items: [...origins] },
    accessControlMaxAgeSec: 600,
    originOverride: true,
  };
}
