import { functionBaseName } from "../build/bundles";
import * as schedules from "../contract/functions/schedules";
import * as streams from "../contract/functions/streams";
import * as topics from "../contract/functions/topics";
import * as routes from "../contract/operations";
import type { FunctionSpec, Operation } from "../contract/operations/operation";

/** Every function that has a row, by the row's name. */
export const specs: Readonly<Record<string, FunctionSpec>> = {
  ...routes,
  ...streams,
  ...schedules,
  ...topics,
};

/** The row of an operation; nothing where the function is no part of the API. */
export function operationOf(name: string): Operation | undefined {
  return (routes as Readonly<Record<string, Operation>>)[name];
}

/** The name in a physical name: "createBooking" is in "shopfront-prod-create-booking". */
export function nounOf(name: string): string {
  return functionBaseName(specs[name]?.handler ?? "");
}

/** How a row is called in the table: "POST /booking", or "notify-customer" for one without a path. */
export function label(name: string): string {
  const operation = operationOf(name);
  return operation ? `${operation.method} ${operation.path}` : nounOf(name);
}
