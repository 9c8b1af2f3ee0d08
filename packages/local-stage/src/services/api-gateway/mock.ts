import type { HeaderBag } from "../../http/headers";
import type { IntegrationResult } from "./integration";
import { mapped, substitute, type Variables } from "./response";
import type { Operation } from "./routes";

/**
 * Answers a `mock` integration: the request template gives a status code, which picks one of the
 * integration's responses. Templates may hold `$context` variables; other Velocity is refused.
 */
export function answerMock(
  { spec }: Operation,
  variables: Variables,
  requestHeaders: HeaderBag,
): IntegrationResult {
  const integration = spec["x-amazon-apigateway-integration"];
  const misconfigured = (why: string): IntegrationResult => ({
    ok: false,
    refusal: { type: "API_CONFIGURATION_ERROR" },
    why,
  });
  const asked = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(
    integration.requestTemplates?.["application/json"] ?? "",
  )?.[1];
  if (!asked) return misconfigured("The request template of a mock integration has no statusCode.");
  const responses: Record<string, Record<string, unknown>> = integration.responses ?? {};
  const pattern = Object.keys(responses).find(
    (key) => key !== "default" && new RegExp(`^(?:${key})$`).test(asked),
  );
  const chosen = responses[pattern ?? "default"];
  if (!chosen) return misconfigured(`The mock integration has no response for ${asked}.`);
  const headers: HeaderBag = {};
  for (const [target, source] of Object.entries(
    (chosen.responseParameters ?? {}) as Record<string, string>,
  )) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1]?.toLowerCase();
    const value = mapped(source, variables, requestHeaders);
    if (name && value !== undefined) headers[name] = [value];
  }
  headers["content-type"] ??= ["application/json"];
  const templates = (chosen.responseTemplates ?? {}) as Record<string, string>;
  const template = templates["application/json"] ?? "";
  if (/#(set|if|foreach)|\$input/.test(template)) {
    return misconfigured("The local gateway does not run Velocity in a mock integration.");
  }
  return {
    ok: true,
    reply: {
      status: Number(chosen.statusCode ?? asked),
      headers,
      body: Buffer.from(substitute(template, variables)),
    },
  };
}
