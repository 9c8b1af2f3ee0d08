import type { GatewayCode } from "../../contract/errors/codes";
import { errorMeanings } from "../../contract/errors/meanings";
import { codeStatuses } from "../../contract/errors/statuses";

/**
 * Every error that API Gateway answers itself, in the API's one error shape: a code, and one short
 * sentence that repeats nothing of the request and nothing of a model.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayResponses = {
  // Whatever is not named below keeps the status that API Gateway gives it.
  DEFAULT_4XX: { ...refusal("refused"), statusCode: undefined },
  // A function that fails is API Gateway's 502; to the client it is the one 500.
  DEFAULT_5XX: refusal("internal"),
  ACCESS_DENIED: refusal("access.denied"),
  BAD_REQUEST_BODY: refusal("invalid"),
  BAD_REQUEST_PARAMETERS: refusal("invalid"),
  EXPIRED_TOKEN: refusal("admin.missing"),
  INTEGRATION_FAILURE: refusal("internal"),
  INTEGRATION_TIMEOUT: refusal("timeout"),
  INVALID_API_KEY: refusal("edge.only"),
  // A path or method that does not exist.
  MISSING_AUTHENTICATION_TOKEN: refusal("not-found"),
  QUOTA_EXCEEDED: refusal("quota.exceeded", 3600),
  REQUEST_TOO_LARGE: refusal("body.large"),
  RESOURCE_NOT_FOUND: refusal("not-found"),
  THROTTLED: refusal("throttled", 1),
  UNAUTHORIZED: refusal("admin.missing"),
  UNSUPPORTED_MEDIA_TYPE: refusal("media.unsupported"),
};

function refusal(code: GatewayCode, retryAfterSeconds?: number) {
  const body = { code, error: errorMeanings[code].meaning };
  return {
    statusCode: String(codeStatuses[code]),
    responseTemplates: { "application/json": JSON.stringify(body) },
    responseParameters: {
      "gatewayresponse.header.Cache-Control": "'no-store'",
      ...(retryAfterSeconds && {
        "gatewayresponse.header.Retry-After": `'${retryAfterSeconds}'`,
      }),
    },
  };
}
