import { latest, unixSeconds } from "../../contract/rules/calendar";
import type { Product, ProductReplacement } from "../../contract/schemas/products";
import { unexpired } from "./expiry";

/** The product after a replacement, and the Update that makes it if it is still at the version it was read at. */
export function replacementOf(
  tableName: string,
  before: Product,
  { version, expiresAt, ...fields }: ProductReplacement,
  now: string,
  request?: string,
) {
  // In order even where the clock was set back.
  const updated_at = latest(now, before.updated_at);
  const set = {
    ...fields,
    ...(expiresAt !== undefined && { expiresAt }),
    updated_at,
    // Of the last replacement alone: where it has none, nothing may take it for an older one.
    replacedBy: request ?? "",
  };
  const names = Object.keys(set);
  const after: Product = {
    product_id: before.product_id,
    ...fields,
    ...(expiresAt !== undefined && { expiresAt }),
    created_at: before.created_at,
    updated_at,
    version: version + 1,
  };
  const update = {
    TableName: tableName,
    Key: { product_id: before.product_id },
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
  };
  return { after, update };
}
