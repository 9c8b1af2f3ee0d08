/**
 * Brings the bookings and reviews of the release before up to date. Run it once after a deployment, before prices
 * change; it is safe to run at any time, and again.
 */
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { business } from "../business";
import { systemClock } from "../handlers/runtime/clock";
import { command, items } from "./command";
import { migrateDays, migrateHeld } from "./ledger-migration";
import { migrateBookings, migrateReviews } from "./migration";
import { stackOutputs, stackRegion, tableName } from "./stack-outputs";

const usage = `Stores with each older booking what it was sold as, from today's business.ts, and the minutes that it
holds, writes the diary by the minute, and keeps older reviews when their authors' addresses go.

  npm run migrate -- --stack prod
  npm run migrate -- --bookings-table NAME --slots-table NAME --feedback-table NAME

Set DYNAMODB_ENDPOINT=http://… for an engine of your own; otherwise AWS, with your usual credentials.
No customer is told of anything, and what is up to date stays as it is.
`;

async function main() {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "bookings-table": { type: "string" },
      "slots-table": { type: "string" },
      "feedback-table": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const outputs = values.stack === undefined ? undefined : stackOutputs(values.stack);
  const bookingsTable = values["bookings-table"] ?? (outputs && tableName(outputs, "bookings"));
  const slotsTable = values["slots-table"] ?? (outputs && tableName(outputs, "slots"));
  const feedbackTable = values["feedback-table"] ?? (outputs && tableName(outputs, "feedback"));
  if (bookingsTable === undefined || slotsTable === undefined || feedbackTable === undefined) {
    throw new Error(
      "Unknown tables: give --stack, or --bookings-table, --slots-table and --feedback-table.",
    );
  }
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const region = outputs && stackRegion(outputs);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...(endpoint && { endpoint }), ...(region && { region }) }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const now = systemClock();
  const bookings = await migrateBookings(client, business, { bookingsTable, slotsTable, now });
  console.log(`${items(bookings.total, "booking")}. Brought up to date: ${bookings.migrated}.`);
  const progress = (looked: number) => console.log(`Looked at ${looked} …`);
  const held = await migrateHeld(client, { bookingsTable, progress });
  console.log(`Given their minutes: ${items(held.migrated, "booking")}.`);
  const days = await migrateDays(client, { slotsTable, progress });
  console.log(`Written by the minute: ${items(days.migrated, "day")} of the diary.`);
  if (held.left + days.left > 0) {
    console.log(`Changed meanwhile: ${items(held.left + days.left)}; run it once more.`);
  }
  const reviews = await migrateReviews(client, { feedbackTable, now });
  console.log(`${items(reviews.total, "review")}. Brought up to date: ${reviews.migrated}.`);
}

command(main);
