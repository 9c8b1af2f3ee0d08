import { parseArgs } from "node:util";
import { runProgram } from "local-stage";
import { buildSite } from "../build/site";
import { business } from "../business";
import { type Bill, priceGraph } from "../cost/price-graph";
import { priceList } from "../cost/prices";
import { siteWeight } from "../cost/site-weight";
import { billTable, dollars, width } from "../cost/table";
import { trafficOf, type Visitors } from "../cost/traffic";
import { warnings } from "../cost/warnings";
import { command } from "./command";
import { shopProgram } from "./shop";

const usage =
  "npm run cost -- --visitors 10000 [--stage prod] [--bookings 150] [--config shopfront:firewall=true]... [--json]";

/** What the command line asks for. */
export interface CostQuestion extends Omit<Visitors, "business"> {
  readonly stage: string;
  readonly config: Readonly<Record<string, string>>;
  readonly json: boolean;
}

/** Reads the options; throws a sentence that names the one that is wrong and what would be valid. */
export function costQuestion(args: readonly string[]): CostQuestion {
  const { values } = parseArgs({
    args: [...args],
    options: {
      visitors: { type: "string" },
      bookings: { type: "string" },
      stage: { type: "string", default: "prod" },
      config: { type: "string", multiple: true, default: [] },
      json: { type: "boolean", default: false },
    },
  });
  const { visitors, bookings, stage, config, json } = values;
  if (visitors === undefined) throw new Error(`State the monthly visitors: ${usage}`);
  return {
    visitors: wholeNumber("visitors", visitors),
    ...(bookings !== undefined && { bookings: wholeNumber("bookings", bookings) }),
    stage,
    config: Object.fromEntries(config.map(setting)),
    json,
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) {
    throw new Error(
      `--${option} is "${text}"; it must be a whole number per month, such as 10000.`,
    );
  }
  return Number(text);
}

function setting(text: string): [string, string] {
  const [, key, value] = /^(\w+:\w+)=(.*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new Error(`--config is "${text}"; it must be a setting such as shopfront:firewall=true.`);
  }
  return [key, value];
}

/** The bill of a question, and what goes up with it. */
export async function answer(question: CostQuestion): Promise<{ bill: Bill; notes: string[] }> {
  const graph = await runProgram(shopProgram(question.stage, question.config));
  const site = siteWeight(buildSite());
  const traffic = trafficOf({ business, ...question }, site);
  const bill = priceGraph(graph, traffic, site, priceList());
  return { bill, notes: warnings(graph, bill, traffic, { business, ...question }) };
}

async function main(): Promise<void> {
  const question = costQuestion(process.argv.slice(2));
  const { bill, notes } = await answer(question);
  if (question.json) {
    console.log(JSON.stringify({ ...question, ...bill, notes }, null, 2));
    return;
  }
  const { region, month } = priceList();
  console.log(
    `${question.stage}, ${question.visitors.toLocaleString("en")} visitors per month, ${region}, prices of ${month}\n`,
  );
  for (const row of billTable(bill)) console.log(row);
  console.log(`\n${"Per month, before tax".padEnd(width)}${dollars(bill.usd).padStart(12)}`);
  console.log(`${"Without AWS's free tier".padEnd(width)}${dollars(bill.listUsd).padStart(12)}`);
  if (notes.length > 0) console.log(`\nLimits:\n${notes.map((note) => `- ${note}`).join("\n")}`);
  console.log(
    "\nTraffic is an estimate: see cost/assumptions.ts, and docs/cost.md for how well it fits.",
  );
}

if (require.main === module) command(main, usage);
