import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { allViewerExceptHostHeader, cachingDisabled } from "./cloudfront";
import { apiPolicy, securityHeaders } from "./site-headers";
import { edgeFunction, viewerProtocol } from "./viewer";

/**
 * How CloudFront passes `/auth` to Cognito, the origin `sign-in`: a page signs in without talking to
 * another origin, which its Content-Security-Policy forbids.
 */
export function signInBehavior(
  name: string,
  config: StageConfig,
  parent: pulumi.Resource,
): aws.types.input.cloudfront.DistributionOrderedCacheBehavior {
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-sign-in-headers`,
    {
      comment: "Answers of the sign-in.",
      securityHeadersConfig: securityHeaders(apiPolicy, config.https),
      customHeadersConfig: {
        items: [{ header: "Cache-Control", value: "no-store", override: true }],
      },
    },
    { parent },
  );
  return {
    pathPattern: "/auth",
    targetOriginId: "sign-in",
    viewerProtocolPolicy: viewerProtocol(config),
    // CloudFront has no shorter list with POST in it; the function refuses the rest.
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewerExceptHostHeader,
    responseHeadersPolicyId: headers.id,
    functionAssociations: [
      {
        eventType: "viewer-request",
        functionArn: edgeFunction(`${name}-sign-in`, signInRequestCode, { parent }),
      },
    ],
  };
}

/** What the admin page asks of Cognito; all of it is open to whoever knows the client id. */
export const signInActions = [
  "InitiateAuth",
  "RespondToAuthChallenge",
  "RevokeToken",
  "ForgotPassword",
  "ConfirmForgotPassword",
  "AssociateSoftwareToken",
  "VerifySoftwareToken",
  "SetUserMFAPreference",
] as const;

/** Longer than any of these requests. */
const largestBodyBytes = 8 * 1024;

/**
 * Viewer request of `/auth`: hands Cognito the few calls that the page makes and nothing else, and
 * no cookie. Runtime and style are those of edge-functions.ts.
 */
export const signInRequestCode = `var actions = ${JSON.stringify(signInActions)};
function handler(event) {
  var request = event.request;
  var headers = request.headers;
  if (request.method !== "POST") return refuse(405, "Method Not Allowed", "Sign-in is a POST.");
  var type = headers["content-type"] ? headers["content-type"].value : "";
  var target = headers["x-amz-target"] ? headers["x-amz-target"].value : "";
  var parts = target.split(".");
  if (
    type.split(";")[0] !== "application/x-amz-json-1.1" ||
    parts.length !== 2 ||
    parts[0] !== "AWSCognitoIdentityProviderService" ||
    actions.indexOf(parts[1]) < 0
  ) {
    return refuse(403, "Forbidden", "This is not a sign-in.");
  }
  var length = headers["content-length"];
  if (length && Number(length.value) > ${largestBodyBytes}) {
    return refuse(413, "Payload Too Large", "The request is too large.");
  }
  request.uri = "/";
  request.querystring = {};
  request.cookies = {};
  return request;
}
function refuse(status, description, sentence) {
  return {
    statusCode: status,
    statusDescription: description,
    headers: {
      "content-type": { value: "application/json" },
      "cache-control": { value: "no-store" }
    },
    body: { encoding: "text", data: JSON.stringify({ error: sentence }) }
  };
}
`;
