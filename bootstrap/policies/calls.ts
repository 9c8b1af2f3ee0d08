import { cloudFrontAction } from "./cloudfront-calls";
import { rest } from "./rest-calls";

/** The calls that a provider made, by service: API names, or "METHOD /path" where the API is REST. */
export type Calls = Readonly<Record<string, readonly string[]>>;

/** What the functions call, which the recording heard as well, and a deployment does not need. */
const ofFunctions = new Set([
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:TransactWriteItems",
  "dynamodb:UpdateItem",
  "ses:SendRawEmail",
]);

/** The IAM actions behind recorded calls; throws for one that it does not know. */
export function actionsOf(calls: Calls): string[] {
  const found = Object.entries(calls).flatMap(([service, all]) =>
    all
      .filter((call) => !ofFunctions.has(`${service}:${call}`))
      .map((call) => actionOf(service, call)),
  );
  return [...new Set(found)].sort();
}

function actionOf(service: string, call: string): string {
  if (service === "monitoring") return `cloudwatch:${call.split("/").at(-1)}`;
  if (service === "budgets") return `budgets:${budgetAction(call)}`;
  const [method = "", path = ""] = call.split(" ");
  // API Gateway's actions are its methods, and what they may touch is in the resource.
  if (service === "apigateway") return `apigateway:${method}`;
  if (path === "") return `${service}:${call}`;
  const action =
    service === "cloudfront"
      ? cloudFrontAction(method, path)
      : rest[service]?.[call.replace(/\{\w+\}/g, "{}").replace("/2013-04-01", "")];
  if (!action)
    throw new Error(`No IAM action is known for ${service} "${call}"; add it to rest-calls.ts.`);
  return `${service}:${action}`;
}

function budgetAction(call: string): string {
  if (call === "ListTagsForResource") return call;
  return call.startsWith("Describe") ? "ViewBudget" : "ModifyBudget";
}
