import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { business as first } from "../business";
import type { Business } from "../contract/business";
import { type BusinessStore, businessStore } from "../handlers/business/store";
import { tableVariable } from "../handlers/runtime/environment";
import type { Place } from "./backup/place";
import { tableName } from "./stack-outputs";

/** The business document and its versions, as a stack or stage has them. */
export function businessStoreAt({
  client,
  outputs,
}: Pick<Place, "client" | "outputs">): BusinessStore {
  process.env[tableVariable("business")] = tableName(outputs, "business");
  return businessStore(DynamoDBDocumentClient.from(client));
}

/** The business in force at a stack or stage: business.ts, until something is stored there. */
export async function businessAt(place: Pick<Place, "client" | "outputs">): Promise<Business> {
  return (await businessStoreAt(place).current())?.business ?? first;
}
