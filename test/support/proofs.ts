import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { InvocationResult } from "local-stage";
import type { Role } from "local-stage/parts";
import { functionBaseName } from "../../build/bundles";
import { business } from "../../business";
import * as schedules from "../../contract/functions/schedules";
import { countedAs } from "../../contract/operations/counted";
import type { Operation } from "../../contract/operations/operation";
import { addMinutes, dateIn } from "../../contract/rules/calendar";
import type { Booking } from "../../handlers/bookings/booking";
import { staffDayOf } from "../../handlers/bookings/diary/ledger";
import { oweFrom, oweMessage } from "../../handlers/bookings/messages/owed";
import { systemClock } from "../../handlers/runtime/clock";
import { aBooking } from "./bookings";
import { streamEvent } from "./events";
import { type Grant, withoutGrant } from "./grants";
import { type OperationName, type Operations, operationsOf, rows, type Sent } from "./operations";
import { businessFeed, publishingPaths } from "./publishing-proofs";
import { rolledBack } from "./rollback-proof";
import { call, type Reply, type TestStage, visitorRequest } from "./stage";

/**
 * One way a function works: makes what it needs, and gives what does it and throws unless all is well.
 * Told of the one grant that matters, it may make less.
 */
export type Path = (grant?: Grant) => Promise<() => Promise<void>>;

/** What a table's stream sets going, from the write to what is there in the end. */
export interface Feed {
  write(): Promise<unknown>;
  /** Whether what was written has been dealt with. */
  isDone(written: unknown): Promise<boolean>;
}

export interface Proofs {
  /** By the end of the function's name; together they use all that the function may do. */
  readonly paths: Readonly<Record<string, readonly Path[]>>;
  /** By the end of the name of the function that the stream feeds. */
  readonly feeds: Readonly<Record<string, Feed>>;
}

/** How to see each function of the program at work on a stage that leaves bookings pending. */
export async function proofsOf(site: TestStage): Promise<Proofs> {
  const on = await operationsOf(site);
  return {
    paths: {
      ...followingPaths(site, {
        ...operationPaths(site, on),
        "notify-customer": [() => notified(site)],
        "aggregate-feedback": [() => aggregated(site)],
        "send-reminders": [() => reminded(site)],
        "send-owed": [() => caughtUp(site), () => toldOfLateness(site)],
      }),
      "publish-pages": publishingPaths(site),
      "record-mail-result": [() => heard(site), () => keptForLater(site)],
      "report-usage": [() => reported(site, on)],
      "prune-versions": [(grant) => pruned(site, grant)],
      "roll-back": [(grant) => rolledBack(site, grant)],
      "invalidate-pages": [() => forgotten(site)],
    },
    feeds: {
      "notify-customer": bookingsFeed(site, on),
      "aggregate-feedback": feedbackFeed(site, on),
      "publish-pages": businessFeed(site, on),
    },
  };
}

/** What an operation needs to be seen doing besides its happy request, to use every grant. */
interface More {
  /** Made before each request. */
  before?(): Promise<unknown>;
  readonly also?: readonly (() => Promise<Sent & { readonly status?: number }>)[];
  check?(reply: Reply): unknown;
}

function operationPaths(site: TestStage, on: Operations): Record<string, Path[]> {
  /** A request that was carried out already and is sent again with its key. */
  const again =
    (name: OperationName, body: () => unknown, signed = {}) =>
    async () => {
      const sent = { body: body(), headers: { "Idempotency-Key": randomUUID(), ...signed } };
      await on.must(name, sent);
      return sent;
    };
  const more: Partial<Record<OperationName, More>> = {
    // Only a new environment asks for the day's secret.
    countVisit: { before: () => site.stage.lambda.recycle(functionNamed(site, "count-visit")) },
    createBooking: { also: [again("createBooking", () => visitorRequest(on.freeTime()))] },
    createBlock: {
      also: [async () => ({ ...(await on.obstructed()).sent, status: 200 })],
    },
    continueBlock: { also: [() => on.waitingBlock(false), () => on.waitingBlock(true)] },
    // A list that can't be made does not keep a save from being made.
    replaceBusiness: { check: ({ json }) => expect(json).to.have.property("outside") },
    // What the function may do is what its form may.
    createPictureUpload: { check: ({ json }) => on.sendPicture(json) },
    createProduct: { also: [again("createProduct", () => on.goods, on.admin)] },
    createUser: { also: [again("createUser", on.person, on.admin)] },
    listBookings: {
      also: [
        async () => ({ query: { email: "awa@example.com" }, headers: on.admin }),
        async () => {
          const late = { ...soonVisit("cancelled"), ...oweMessage("cancellation", longAgo()) };
          // Long after this test.
          await site.put("data-bookings", { ...late, owedFrom: addMinutes(systemClock(), 600) });
          return { query: { late: "true" }, headers: on.admin };
        },
      ],
    },
    listCustomers: {
      also: [async () => ({ query: { email: "awa@example.com" }, headers: on.admin })],
    },
    removeBookings: {
      also: [() => on.removal("phone")],
      check: ({ json }) => expect(json).to.include({ removed: 1, remaining: 0 }),
    },
    replaceProduct: {
      also: [
        async () => ({
          ...(await on.product()),
          body: { ...on.goods, version: 7 },
          status: 409,
        }),
      ],
    },
    createFeedback: {
      also: [
        again("createFeedback", on.review),
        async () => {
          const { bookingId, headers } = await on.booking();
          const bookingToken = `${bookingId}.${headers["X-Manage-Token"]}`;
          // The visit is still to come.
          return { body: { ...on.review(), bookingToken }, status: 400 };
        },
      ],
    },
    // What is decided already is only read.
    showFeedback: { also: [async () => ({ ...(await on.reviewed()), body: { version: 1 } })] },
    getHealth: { check: ({ json }) => expect(json.status).to.equal("ok") },
  };

  /** Past the edge where CloudFront would answer for the function. */
  const send = (name: OperationName, sent: Sent): Promise<Reply> => {
    const row: Operation = rows[name];
    if (!row.cacheSeconds) return on.call(name, sent);
    return call(`${site.stage.apiUrl}${on.pathOf(name, sent)}`, row.method, {
      headers: sent.headers,
    });
  };
  const pathsOf = (name: OperationName): Path[] => {
    const { before, also = [], check } = more[name] ?? {};
    const requests: (() => Promise<Sent & { readonly status?: number }>)[] = [
      on.happy[name],
      ...also,
    ];
    return requests.map((request) => async () => {
      const { status = rows[name].status, ...sent } = await request();
      await before?.();
      return async () => {
        const before = await writesCounted(site, name);
        const reply = await send(name, sent);
        expect(reply.status, reply.text).to.equal(status);
        await check?.(reply);
        // A write that can't be counted goes on all the same; what is refused is none.
        if (countedAs(rows[name]) && status < 400) {
          expect(await writesCounted(site, name)).to.be.greaterThan(before);
        }
      };
    });
  };
  return Object.fromEntries(
    (Object.keys(rows) as OperationName[]).map((name) => [
      functionBaseName(rows[name].handler),
      pathsOf(name),
    ]),
  );
}

/** The same, each with a start from nothing, when a function reads the business document before all else. */
function followingPaths(site: TestStage, paths: Record<string, Path[]>): Record<string, Path[]> {
  const table = site.stage.graph.named("aws:dynamodb/table:Table", "data-business").outputs.arn;
  const started = (noun: string) => async (grant?: Grant) => {
    // No other grant has to do with it, and a start takes its time.
    if (grant && grant.resource !== table) return async () => {};
    if (grant) await site.stage.lambda.recycle(functionNamed(site, noun));
    return async () => {
      const result = await site.stage.invoke(`${functionNamed(site, noun)}:live`, {
        healthCheck: true,
      });
      expect(result).to.deep.equal({ ok: true, payload: { healthy: true } });
    };
  };
  return Object.fromEntries(
    Object.entries(paths).map(([noun, own]) => [noun, [...own, started(noun)]]),
  );
}

/** How many writes of an operation's kind were counted. */
async function writesCounted(site: TestStage, name: OperationName): Promise<number> {
  const as = countedAs(rows[name]);
  if (!as) return 0;
  const items = await site.scan<{ counter_id: string; day: number }>("data-visits");
  return items
    .filter(({ counter_id }) => counter_id.startsWith("writes#") && counter_id.includes(`#${as}#`))
    .reduce((sum, { day }) => sum + day, 0);
}

/** A mail about a booking goes out; its own stream says nothing, since it is there as a past visit. */
async function notified(site: TestStage) {
  const past = soonVisit("completed");
  await site.put("data-bookings", past);
  return async () => {
    const event = streamEvent({ after: { ...past, status: "confirmed" } });
    expectAllDone(await invoke(site, "notify-customer", event));
    await expectSent(site, past.bookingId, "confirmation-0");
  };
}

async function aggregated(site: TestStage) {
  const { Records } = streamEvent({
    after: {
      feedbackId: randomUUID(),
      rating: 5,
      sentiment: "positive",
      createdAt: systemClock(),
      expiresAt: Math.floor(Date.now() / 1000) + 86_400,
    },
  });
  const event = { Records: Records.map((record) => ({ ...record, eventID: randomUUID() })) };
  return async () => expectAllDone(await invoke(site, "aggregate-feedback", event));
}

async function reminded(site: TestStage) {
  const soon = soonVisit("confirmed");
  // Told of long ago, so that the notifier says nothing now, beside which no reminder would go out.
  const told = {
    "confirmation-0": { status: "sent", at: addMinutes(soon.startsAt, -7 * 24 * 60) },
  };
  const due = { ...soon, mail: told };
  await site.put("data-bookings", due);
  const unanswered = { ...soonVisit("pending"), startsAt: addMinutes(systemClock(), -60) };
  const appointmentDate = dateIn(business.timeZone, unanswered.startsAt);
  await site.put("data-bookings", { ...unanswered, appointmentDate });
  await site.put("data-slots", {
    staffDay: staffDayOf(unanswered.staff, appointmentDate),
    ...Object.fromEntries(unanswered.buckets.map((each) => [`b${each}`, unanswered.bookingId])),
  });
  return async () => {
    const clock = `api-${functionBaseName(schedules.sendReminders.handler)}-clock`;
    const sweep = succeeded(await site.stage.runNow(clock)) as { failed: number };
    expect(sweep.failed).to.equal(0);
    await expectSent(site, due.bookingId, "reminder-0");
    const { bookingId } = unanswered;
    const expired = (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(expired?.status).to.equal("expired");
  };
}

/** A message that the stream lost is sent by the next sweep. */
async function caughtUp(site: TestStage) {
  const owing = visitOwingLink();
  await site.put("data-bookings", owing);
  return async () => {
    await sweepOwed(site);
    await expectSent(site, owing.bookingId, "link-0");
  };
}

/** What can't be sent at all is in the queue in the end. */
async function toldOfLateness(site: TestStage) {
  const visit = visitOwingLink();
  await site.put("data-bookings", { ...visit, locale: "none", owedTries: 4 });
  return async () => {
    await sweepOwed(site);
    expect(failuresOf(site)).to.include(visit.bookingId);
  };
}

/** The notifier would send any other message at once, and it would be the sweep's luck to come first. */
function visitOwingLink() {
  return { ...soonVisit("completed"), ...oweFrom(longAgo()), owesLink: true };
}

const longAgo = () => addMinutes(systemClock(), -10);

async function sweepOwed(site: TestStage): Promise<void> {
  const clock = `api-${functionBaseName(schedules.sendOwed.handler)}-clock`;
  succeeded(await site.stage.runNow(clock));
}

/** What is in the failure queue. */
export function failuresOf(site: TestStage): string {
  const { name } = site.stage.graph.named("aws:sqs/queue:Queue", "api-failures-queue").outputs;
  const queue = join(site.stage.dataFolder, "queues", `${name}.jsonl`);
  return existsSync(queue) ? readFileSync(queue, "utf8") : "";
}

/** SES tells that a mail was delivered, and the booking knows it. */
async function heard(site: TestStage) {
  const { bookingId, tell } = await mailed(site);
  return async () => {
    await tell();
    const booking = (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(booking?.mail["confirmation-0"]?.status).to.equal("delivered");
  };
}

/** What SES tells while the table cannot be written waits in the queue. */
async function keptForLater(site: TestStage) {
  const { bookingId, tell } = await mailed(site);
  const { latest } = site.stage.lambda.registry.records.get(
    functionNamed(site, "record-mail-result"),
  ) as { latest: { roleArn: string } };
  const role = site.stage.roles.get(latest.roleArn) as Role;
  const resource = site.stage.graph.named("aws:dynamodb/table:Table", "data-bookings").outputs.arn;
  return async () => {
    await withoutGrant(role, { action: "dynamodb:UpdateItem", resource }, tell);
    expect(failuresOf(site)).to.include(bookingId);
  };
}

/** A booking whose mail is sent, and what makes SES tell more of it. */
async function mailed(site: TestStage) {
  const visit = soonVisit("completed");
  const { bookingId } = visit;
  const mail = { "confirmation-0": { status: "sent", at: visit.createdAt } };
  await site.put("data-bookings", { ...visit, mail });
  const { graph, sns } = site.stage;
  const set = graph.only("aws:sesv2/configurationSet:ConfigurationSet").outputs;
  const tags = {
    "ses:configuration-set": [set.configurationSetName],
    bookingId: [bookingId],
    mail: ["confirmation-0"],
  };
  const message = JSON.stringify({ eventType: "Delivery", mail: { messageId: "m-1", tags } });
  const source = { principal: "ses.amazonaws.com", sourceArn: set.arn };
  const topic = graph.named("aws:sns/topic:Topic", "mail-events-topic").outputs.arn;
  const tell = () => sns.publish(topic, { message, source });
  return { bookingId, tell };
}

/** A deployment that changed one page. */
async function forgotten(site: TestStage): Promise<() => Promise<void>> {
  const event = {
    pages: { "robots.txt": randomUUID() },
    tf: { action: "update", prev_input: { pages: { "robots.txt": "before" } } },
  };
  return async () => {
    const result = await site.stage.invoke(
      `${functionNamed(site, "invalidate-pages")}:live`,
      event,
    );
    expect(result).to.deep.equal({ ok: true, payload: { paths: ["/robots.txt"] } });
  };
}

/** Half of a month's requests have been sent, on a stage where that is one, and nobody has heard of it. */
async function reported(site: TestStage, on: Operations): Promise<() => Promise<void>> {
  await on.must("createBooking", { body: visitorRequest(on.freeTime()) });
  return async () => {
    const aggregateId = `usage#bookings#${systemClock().slice(0, 7)}`;
    await site.remove("data-analytics", { aggregateId });
    const told = succeeded(await site.stage.runNow("usage-hourly")) as { reported: string[] };
    expect(told.reported).to.deep.equal(["bookings"]);
  };
}

/** Every function has a version too many, or the one that the grant is for. */
async function pruned(site: TestStage, grant?: Grant) {
  const { records } = site.stage.lambda.registry;
  const named = records.get(grant?.resource.split(":")[6] ?? "");
  // What was rolled back before keeps a version of its own.
  for (const { aliases } of records.values()) delete aliases["rolled-back"];
  for (const record of named ? [named] : records.values()) {
    while (record.versions.length < 5) {
      const version = String(record.nextVersion++);
      record.versions.push({ ...record.latest, version, publishedAt: systemClock() });
    }
  }
  return async () => {
    const { deleted } = succeeded(await site.stage.runNow("versions-daily")) as {
      deleted: string[];
    };
    expect(deleted.length).to.be.above(0);
    for (const { name, versions } of records.values()) {
      expect(versions.length, name).to.be.below(5);
    }
  };
}

function bookingsFeed(site: TestStage, on: Operations): Feed {
  return {
    async write() {
      const email = `${randomUUID()}@example.com`;
      await on.must("createBooking", { body: visitorRequest({ ...on.freeTime(), email }) });
      return email;
    },
    async isDone(email) {
      return (await site.stage.mails()).some(({ to }) => to.includes(String(email)));
    },
  };
}

function feedbackFeed(site: TestStage, on: Operations): Feed {
  return {
    write: async () => (await on.must("createFeedback", { body: on.review() })).json.feedbackId,
    async isDone(feedbackId) {
      const seen = await site.scan<{ feedbackId?: string }>("data-analytics");
      return seen.some((item) => item.feedbackId === feedbackId);
    },
  };
}

/** A booking for twelve hours from now, made long ago. */
function soonVisit(status: Booking["status"]): Booking {
  const startsAt = addMinutes(systemClock(), 12 * 60);
  const createdAt = addMinutes(startsAt, -7 * 24 * 60);
  return aBooking({
    bookingId: randomUUID(),
    // An address gets so many mails a day.
    customerEmail: `${randomUUID()}@example.com`,
    status,
    startsAt,
    endsAt: addMinutes(startsAt, 90),
    createdAt,
    appointmentDate: dateIn(business.timeZone, startsAt),
    // Told long ago: nothing is said of it now, and its reminder is due.
    ...(status === "confirmed" && {
      mail: { "confirmation-0": { status: "sent", at: createdAt, messageId: "m-0" } },
    }),
  });
}

async function expectSent(site: TestStage, bookingId: string, mail: string): Promise<void> {
  const booking = (await site.bookings()).find((one) => one.bookingId === bookingId);
  // What SES tells of it may be there already.
  expect(booking?.mail[mail]?.status).to.be.oneOf(["sent", "delivered"]);
}

function expectAllDone(result: InvocationResult): void {
  expect(succeeded([result])).to.deep.equal({ batchItemFailures: [] });
}

/** What the one function answered that was invoked. */
export function succeeded([result]: readonly InvocationResult[]): unknown {
  if (!result?.ok) throw new Error(result?.message ?? "No function was invoked.");
  return result.payload;
}

function invoke(site: TestStage, end: string, event: unknown): Promise<InvocationResult> {
  return site.stage.invoke(`${functionNamed(site, end)}:live`, event);
}

/** The name of the function with that end. */
export function functionNamed({ stage }: TestStage, end: string): string {
  const found = [...stage.lambda.registry.records.keys()].find((name) => nounOf(name) === end);
  if (!found) throw new Error(`The program has no function ${end}.`);
  return found;
}

/** "create-booking" of "shopfront-local-create-booking". */
export function nounOf(functionName: string): string {
  return functionName.split("-").slice(2).join("-");
}
