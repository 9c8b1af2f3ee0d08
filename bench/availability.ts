/**
 * Prints the CPU time of GET /availability for 31 days, for the salon and for a barbershop: warm, the
 * first call of a fresh process, and beside them what writing the same answer as JSON takes. The code
 * from before zone rules were kept is measured in the same run, and must answer the same, where all times of
 * the business are quarters of an hour: it knew no others.
 */
import { execFileSync } from "node:child_process";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { business as salon } from "../business";
import type { Business } from "../contract/business";
import { quarterMinutes } from "../contract/rules/quarters";
import { business as barbershop } from "../examples/barbershop/business";
import { planDay, takenTimes } from "../handlers/bookings/diary/ledger";
import { getAvailability } from "../handlers/bookings/operations/get-availability";
import * as reference from "../test/support/diary-reference/get-availability";
import { apiEvent } from "../test/support/events";

const limitMs = 5;
const processes = 3;
/** The clocks of Lyon change within the 31 days after it. */
const now = "2027-03-08T06:00:00Z";

const businesses: Record<string, Business> = { salon, barbershop };
/** What is measured, and how many calls make it warm and give its median. */
const versions = {
  now: { warming: 400, calls: 400 },
  before: { warming: 2, calls: 7 },
};
type Version = keyof typeof versions;

const requests: Record<string, APIGatewayProxyEvent> = {
  "any service": apiEvent({ query: { date: "2027-03-09", days: "31" } }),
  "one service": apiEvent({ query: { date: "2027-03-09", days: "31", service: "coupe" } }),
};

/** A ledger item of a day that somebody has a visit of an hour and a half on. */
const partlyTaken = Object.fromEntries([...Array(7).keys()].map((at) => [`b${40 + at}`, "one"]));

/** One of a day that is packed with visits of 25 minutes but for the last hours. */
const packed: Record<string, unknown> = {};
for (let visit = 0; visit < 18; visit++) {
  const has = [...Array(5).keys()].map((at) => 108 + visit * 5 + at);
  const plan = planDay(packed, { bookingId: `visit-${visit}`, had: [], has });
  if (plan.ok) Object.assign(packed, Object.fromEntries(plan.writes));
}

/** A store in which every day is that one. */
function storeOf<Taken>(day: Taken) {
  return {
    takenOn: async (days: readonly { staff: string; date: string }[]) =>
      new Map(days.map(({ staff, date }) => [`${staff}#${date}`, day])),
  };
}

const quarters = new Map([...Array(7).keys()].map((at) => [40 + at, "one"]));

/** The handler of a version, with the diary of a business. */
function handlerOf(version: Version, business: Business) {
  if (version === "before") {
    return reference.getAvailability(business, storeOf(quarters), () => now);
  }
  const day = takenTimes(isInQuarters(business) ? partlyTaken : packed);
  return getAvailability(business, storeOf(day), () => now);
}

function isInQuarters({ booking, services, staff }: Business): boolean {
  const lengths = [
    booking.gridMinutes,
    ...services.flatMap(({ durationMinutes, bufferMinutes }) => [durationMinutes, bufferMinutes]),
    ...staff.flatMap(({ terms = {} }) =>
      Object.values(terms).map(({ durationMinutes = 0 }) => durationMinutes),
    ),
  ];
  return lengths.every((minutes) => minutes % quarterMinutes === 0);
}

async function main() {
  let isKept = true;
  for (const [name, business] of Object.entries(businesses)) {
    for (const [what, request] of Object.entries(requests)) {
      const asked = forBusiness(request, business);
      console.log(`${name}, 31 days, ${what}`);
      const bodies = new Set<string>();
      for (const version of Object.keys(versions) as Version[]) {
        if (version === "before" && !isInQuarters(business)) continue;
        const { warming, calls } = versions[version];
        const handle = handlerOf(version, business);
        const body = (await handle(asked)).body;
        bodies.add(body);
        const warm = await medianCpu(() => handle(asked), warming, calls);
        const first = median(Array.from({ length: processes }, () => firstOf(version, name, what)));
        print(version, warm, `the first call of a process ${first.toFixed(1)} ms`);
        if (version === "now") {
          isKept &&= warm <= limitMs;
          const answer: unknown = JSON.parse(body);
          const written = await medianCpu(async () => JSON.stringify(answer), 400, 400);
          const slots = body.split('"startsAt"').length - 1;
          print("JSON.stringify", written, `${slots} start times, ${body.length} bytes`);
        }
      }
      isKept &&= bodies.size === 1;
      if (isInQuarters(business)) {
        console.log(`         answers ${bodies.size === 1 ? "equal" : "DIFFERENT"}`);
      }
    }
  }
  console.log(`limit ${limitMs} ms: ${isKept ? "kept" : "MISSED"}`);
  if (!isKept) process.exitCode = 1;
}

function forBusiness(event: APIGatewayProxyEvent, { services }: Business): APIGatewayProxyEvent {
  const { service, ...query } = event.queryStringParameters ?? {};
  const [first] = services;
  return { ...event, queryStringParameters: service ? { ...query, service: first?.id } : query };
}

/** The CPU time of one call in milliseconds. */
async function cpu(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function medianCpu(call: () => Promise<unknown>, warming: number, calls: number) {
  for (let run = 0; run < warming; run++) await call();
  const taken: number[] = [];
  for (let run = 0; run < calls; run++) taken.push(await cpu(call));
  return median(taken);
}

/** The CPU time of the first call in a process of its own. */
function firstOf(...what: [Version, string, string]): number {
  const args = [...process.execArgv, __filename, ...what];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

async function printFirst([version, name, what]: string[]) {
  const business = businesses[name as string] as Business;
  const request = forBusiness(requests[what as string] as APIGatewayProxyEvent, business);
  const handle = handlerOf(version as Version, business);
  console.log(await cpu(() => handle(request)));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function print(what: string, ms: number, more: string): void {
  console.log(`${ms.toFixed(2).padStart(8)} ms ${what.padEnd(14)} ${more}`);
}

const [, , ...asked] = process.argv;
void (asked.length > 0 ? printFirst(asked) : main());
