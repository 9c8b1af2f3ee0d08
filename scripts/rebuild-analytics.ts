/**
 * Counts the reviews again, from the feedback table: for totals that a mistake or a lost event made
 * wrong. Days whose reviews have expired are kept as they are. It may be run at any time and again.
 */
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "../handlers/runtime/clock";
import { command } from "./command";
import { recount } from "./recount";
import { stackOutputs, stackRegion, tableName } from "./stack-outputs";

const usage = `Counts the reviews again and corrects the totals.

  npx tsx scripts/rebuild-analytics.ts --stack prod
  npx tsx scripts/rebuild-analytics.ts --feedback-table NAME --analytics-table NAME

  --days N    days until a review is deleted on this stage; default 30

DYNAMODB_ENDPOINT=http://… for an engine of your own; else AWS, with your usual credentials.
Reviews that have expired are no longer in the table: the totals of their days are kept.
Reviews of the last two hours that are not counted yet are left to the stream function.
`;

async function main() {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "feedback-table": { type: "string" },
      "analytics-table": { type: "string" },
      days: { type: "string", default: "30" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  if (!/^[1-9]\d{0,3}$/.test(values.days)) {
    throw new Error(`--days is "${values.days}" but must be a whole number from 1 to 9999.`);
  }
  const outputs = values.stack === undefined ? undefined : stackOutputs(values.stack);
  const feedbackTable = values["feedback-table"] ?? (outputs && tableName(outputs, "feedback"));
  const analyticsTable = values["analytics-table"] ?? (outputs && tableName(outputs, "analytics"));
  if (feedbackTable === undefined || analyticsTable === undefined) {
    throw new Error(
      "The tables are not known: name --feedback-table and --analytics-table, or --stack.",
    );
  }
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const region = outputs && stackRegion(outputs);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...(endpoint && { endpoint }), ...(region && { region }) }),
  );
  const { corrected, awaited, total } = await recount(client, {
    feedbackTable,
    analyticsTable,
    feedbackDays: Number(values.days),
    now: systemClock(),
  });
  console.log(`${total} reviews in all. Corrected: ${corrected.join(", ") || "no day"}.`);
  if (awaited > 0) console.log(`${awaited} new ones are still to be counted by the stream.`);
}

command(main);
