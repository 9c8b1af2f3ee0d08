import { unixSeconds } from "../../contract/rules/calendar";
import type { ProductReplacement } from "../../contract/schemas/products";
import { unexpired } from "./expiry";

/** The Update that replaces a product if it is still at the version it was read at. */
export function replacementOf(
  tableName: string,
  productId: string,
  { version, expiresAt, ...fields }: ProductReplacement,
  now: string,
) {
  const set = { ...fields, ...(expiresAt !== undefined && { expiresAt }), updated_at: now };
  const names = Object.keys(set);
  return {
    TableName: tableName,
    Key: { product_id: productId },
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}, version = :next`,
      ...(expiresAt === undefined ? ["REMOVE expiresAt"] : []),
    ].join(" "),
    ConditionExpression: `version = :version AND ${unexpired}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ":version": version,
      ":next": version + 1,
      ":now": unixSeconds(now),
    },
    ReturnValues: "ALL_NEW" as const,
  };
}
