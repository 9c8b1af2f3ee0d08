/**
 * Recounts the reviews in the feedback table, to correct totals after a bug or a lost event. Days of more
 * than a month ago keep their totals. It is safe to run at any time, and again.
 */
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "../handlers/runtime/clock";
import { command, items } from "./command";
import { recount } from "./recount";
import { stackOutputs, stackRegion, tableName } from "./stack-outputs";

const usage = `Recounts the reviews and corrects the totals.

  npx tsx scripts/rebuild-analytics.ts --stack prod
  npx tsx scripts/rebuild-analytics.ts --feedback-table NAME --analytics-table NAME

Set DYNAMODB_ENDPOINT=http://… for an engine of your own; otherwise AWS, with your usual credentials.
Days of more than a month ago keep their totals, since erased reviews count in them.
Uncounted reviews and changes of the last two hours are left to the stream function.
`;

async function main() {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "feedback-table": { type: "string" },
      "analytics-table": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const outputs = values.stack === undefined ? undefined : stackOutputs(values.stack);
  const feedbackTable = values["feedback-table"] ?? (outputs && tableName(outputs, "feedback"));
  const analyticsTable = values["analytics-table"] ?? (outputs && tableName(outputs, "analytics"));
  if (feedbackTable === undefined || analyticsTable === undefined) {
    throw new Error("Unknown tables: give --stack, or --feedback-table and --analytics-table.");
  }
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const region = outputs && stackRegion(outputs);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...(endpoint && { endpoint }), ...(region && { region }) }),
  );
  const { corrected, awaited, total } = await recount(client, {
    feedbackTable,
    analyticsTable,
    now: systemClock(),
  });
  console.log(`${items(total, "review")}. Corrected days: ${corrected.join(", ") || "none"}.`);
  if (awaited > 0)
    console.log(
      `${items(awaited, "new or changed review")} still to be counted by the stream function.`,
    );
}

command(main);
