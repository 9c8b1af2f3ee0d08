import type { Resource } from "local-stage";
import { occupied } from "./occupied";
import type { Usage } from "./prices";

/**
 * Questions to the table's key, where it is one of the account's: DynamoDB asks again after five
 * minutes, for each caller. With a key of AWS there are none.
 */
export function keyUsage(table: Resource, calls: number, what: string): Usage[] {
  const encryption = table.inputs.serverSideEncryption;
  if (!encryption?.enabled) return [];
  return [{ price: "kms.requests", quantity: occupied(calls, 30 * 24 * 12), what }];
}
