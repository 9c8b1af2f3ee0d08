import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";

/** What the site cannot do without, under the name that GET /health uses. */
export const dependencies = {
  bookings: "bookingId",
  products: "product_id",
  feedback: "feedbackId",
} as const;
export type Dependency = keyof typeof dependencies;

/** Rejects where a dependency does not answer in time. */
export type Probe = (dependency: Dependency) => Promise<unknown>;

/** Short enough for GET /health itself to answer in time. */
const patienceMilliseconds = 1_500;

/** Reads an item that does not exist: half a read unit, and no data comes back. */
export function tableProbe(client = documents()): Probe {
  return (dependency) =>
    client.send(
      new GetCommand({
        TableName: tableName(dependency),
        Key: { [dependencies[dependency]]: "health" },
      }),
      { abortSignal: AbortSignal.timeout(patienceMilliseconds) },
    );
}
