import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";

/** What the site cannot do without, by the name that GET /health gives it. */
export const dependencies = {
  bookings: "bookingId",
  products: "product_id",
  feedback: "feedbackId",
} as const;
export type Dependency = keyof typeof dependencies;

/** Rejects where a dependency does not answer in time. */
export type Probe = (dependency: Dependency) => Promise<unknown>;

/** Short enough that the answer itself comes in time for whoever watches. */
const patienceMilliseconds = 1_500;

/** Reads an item that does not exist: half a read unit, and nothing of anybody comes back. */
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
