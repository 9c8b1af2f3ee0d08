import { headersOf } from "../../http/headers";
import type { Invoke } from "../../invocation";
import { admission } from "./admission";
import type { Stage } from "./api";
import { type Authorizers, securityOf } from "./authorization";
import type { GatewayRequest } from "./event";
import { callFunction } from "./integration";
import { answerMock } from "./mock";
import { gatewayResponse, type Refusal, type Reply, type Variables } from "./response";
import { router } from "./routes";
import type { UsageLog } from "./usage";
import { validation } from "./validation";

/** Answers one request of a stage, filling in `$context` variables on the way. */
export type Answer = (request: GatewayRequest, variables: Variables) => Promise<Reply>;

export interface AnswerOptions {
  readonly invoke: Invoke;
  readonly log: (line: string) => void;
  /** Who decides on security schemes that are not API keys; without one the gateway refuses. */
  readonly authorizers?: Authorizers;
  /** Milliseconds since 1970, for throttles and quotas. */
  readonly now?: () => number;
  /** Hears of every request that a key was let make. */
  readonly usage?: UsageLog;
}

/** The way of a request through one stage: route, authorize, key and throttles, validate, integrate. */
export function answers(stage: Stage, options: AnswerOptions): Answer {
  const { document } = stage;
  const route = router(document);
  const admit = admission(stage, options.now ?? Date.now, options.usage);
  const validate = validation(document);
  return async (request, variables) => {
    const headers = headersOf(request.message);
    const refuse = (refusal: Refusal) => gatewayResponse(document, refusal, variables, headers);
    const match = route(request.method, request.path);
    if (!match) return refuse({ type: "MISSING_AUTHENTICATION_TOKEN" });
    const { operation, pathParameters } = match;
    variables.resourcePath = operation.resourcePath;
    const security = securityOf(document, operation, options.authorizers ?? {}, options.log);
    const decision = await security.authorize(headers);
    if (!decision.ok) return refuse(decision.refusal);
    const admitted = admit({
      method: `${operation.resourcePath}/${operation.method}`,
      key: headers["x-api-key"]?.[0],
      keyRequired: security.keyRequired,
    });
    if (!admitted.ok) return refuse({ type: admitted.type });
    if (admitted.key) variables["identity.apiKeyId"] = admitted.key.id;
    const { body, query } = request;
    const invalid = validate(operation, { headers, query, pathParameters, body });
    if (invalid) return refuse(invalid);

    const known = Object.keys(decision.context).length > 0;
    const result = await integrate({
      ...request,
      apiKey: admitted.key,
      authorizer: known ? decision.context : undefined,
    });
    if (result.ok) return result.reply;
    options.log(`${request.method} ${request.path}: ${result.why}`);
    variables.integrationErrorMessage = result.why;
    return refuse(result.refusal);

    function integrate(passed: GatewayRequest) {
      const type = operation.spec["x-amazon-apigateway-integration"]?.type?.toLowerCase();
      if (type === "aws_proxy") {
        return callFunction(stage, { operation, pathParameters }, passed, options.invoke);
      }
      if (type === "mock") return answerMock(operation, variables, headers);
      const refusal = { type: "API_CONFIGURATION_ERROR" } as const;
      return { ok: false, refusal, why: `No local integration of type ${type}.` } as const;
    }
  };
}
