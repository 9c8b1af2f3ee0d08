import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Business } from "../../contract/business";
import { bookingStore } from "../../handlers/bookings/store";
import { tableVariable } from "../../handlers/runtime/environment";
import type { Place } from "../backup/place";
import { items } from "../command";
import { guessColumns } from "./columns";
import { readCsv } from "./csv";
import { readCustomers } from "./people";
import { type Plan, planDiary } from "./plan";
import { fileLines, planLine, problemLines } from "./report";
import { writeDiary } from "./write";

/** What to move in, and how. */
export interface MovingIn {
  /** The path of the diary's CSV file. */
  readonly diary: string;
  /** The path of a CSV file with the phone numbers and addresses of those who are in the diary. */
  readonly customers?: string;
  /** Columns that somebody named, as "field=Header". */
  readonly columns?: readonly string[];
  /** Without it nothing is written. */
  readonly write?: boolean;
  /** Writes the lines that are clear, though others are not. */
  readonly skipBad?: boolean;
  /** For the links of later mails. */
  readonly siteOrigin: string;
  readonly now: string;
  readonly say: (line: string) => void;
}

/**
 * Moves the diary of another program in: says what it understood and what would be written, and writes it where
 * that is wished. Throws one sentence where lines are not clear and so nothing is written.
 */
export async function moveIn(
  business: Business,
  { client, tables }: Pick<Place, "client" | "tables">,
  options: MovingIn,
): Promise<Plan> {
  const { say, now, columns: told = [] } = options;
  for (const { noun, name } of tables) process.env[tableVariable(noun)] = name;
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const store = bookingStore(documents);

  const diary = readCsv(options.diary);
  const columns = guessColumns(diary, told);
  for (const line of fileLines(diary, columns)) say(line);
  const people = options.customers === undefined ? undefined : readCsv(options.customers);
  const peopleColumns = people && guessColumns(people, told);
  if (people && peopleColumns) for (const line of fileLines(people, peopleColumns)) say(line);
  const customers = people && peopleColumns && readCustomers(business, people, peopleColumns);

  const plan = await planDiary(business, store, diary, columns, now, customers);
  const problems = problemLines(plan, customers);
  for (const line of problems) say(line);
  if (!options.write) {
    say(planLine(plan, false));
    say("Nothing is written yet, and nobody is messaged. Add --write to write.");
    return plan;
  }
  if (problems.length > 0 && !options.skipBad) {
    throw new Error(
      `${items(problems.length, "line")} can't be written, so nothing is; correct them, or leave them out with --skip-bad.`,
    );
  }
  const { siteOrigin } = options;
  const taken = await writeDiary(business, store, documents, plan.visits, { siteOrigin, now });
  say(planLine({ ...plan, visits: plan.visits.filter((one) => !taken.includes(one)) }, true));
  if (taken.length > 0) {
    const lines = taken.map(({ line }) => line).join(", ");
    throw new Error(`Somebody booked the time of these lines meanwhile: ${lines}.`);
  }
  return plan;
}
