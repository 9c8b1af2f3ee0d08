import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { Graph } from "local-stage";
import type { Account } from "local-stage/parts";
import { business } from "../../business";
import { addDays, addMinutes, dateIn } from "../../contract/rules/calendar";
import { openingsOn } from "../../contract/rules/hours";
import type { Booking } from "../../handlers/bookings/booking";
import { systemClock } from "../../handlers/runtime/clock";
import { type ShopOptions, type ShopStage, startShop } from "../../scripts/shop-stage";
import { program } from "./pulumi";

/** A mail as the inbox tells it. */
export interface InboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With their contents as text. */
  readonly attachments: readonly { filename: string; mimeType: string; content: string }[];
}

/** The whole program served in this process, with a data folder of its own. */
export interface TestStage {
  readonly stage: ShopStage;
  /** Calls the API through the site, as a browser does. */
  api(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** Everything in a table, read past the functions. */
  scan<Item = Record<string, unknown>>(logicalName: string): Promise<Item[]>;
  bookings(): Promise<Booking[]>;
  /** An item as the table has it, read past the functions. */
  find<Item = Record<string, unknown>>(
    logicalName: string,
    key: Record<string, string>,
  ): Promise<Item | undefined>;
  /** Writes an item past the functions, unless its `mail` is no longer this, where one is given. */
  put(logicalName: string, Item: object, mail?: object): Promise<void>;
  /** Lets a visit have begun an hour ago. */
  begin(bookingId: string): Promise<void>;
  /** Deletes an item past the functions. */
  remove(logicalName: string, Key: Record<string, string>): Promise<void>;
  /** Waits until the inbox has a mail that fits. */
  mail(fits: (mail: InboxMail) => boolean): Promise<InboxMail>;
  /** Who can sign in on the site as a member of the group `admins`. */
  readonly admin: Account;
  /** What a call of the signed-in admin carries. */
  adminHeaders(): Promise<Record<string, string>>;
  /** What the stage logged. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

interface CallOptions {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** A reply with its body read. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly json: any;
}

/** Raised so far that a test's own load never meets them. */
export const noThrottle = {
  "shopfront:rateLimitPerSecond": "5000",
  "shopfront:burstLimit": "5000",
  "shopfront:writesPerTenMinutes": "1000000",
  "shopfront:writesPerDay": "1000000",
} as const;

/** Starts the stage on free ports in an empty folder. */
export async function openTestStage(
  config: Record<string, string> = {},
  options: Pick<ShopOptions, "beforeGate" | "beforeSignIn" | "mailSandbox" | "now"> = {},
): Promise<TestStage> {
  const dataFolder = mkdtempSync(join(tmpdir(), "shopfront-stage-"));
  const lines: string[] = [];
  // Captured once for all stages with these settings.
  const { resources, exports } = await program("local", config);
  const stage = await startShop({
    ...options,
    port: 0,
    fresh: false,
    dataFolder,
    // A list of its own: a test may take a resource out of it and put it back.
    graph: new Graph([...resources], exports),
    log: (line) => lines.push(line),
  });
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: stage.dynamoDbUrl,
      region: "local",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }),
  );
  const tableNamed = (logicalName: string): string =>
    stage.graph.named("aws:dynamodb/table:Table", logicalName).outputs.name;
  const scan = async <Item>(logicalName: string): Promise<Item[]> => {
    const TableName = tableNamed(logicalName);
    const items: Item[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey }),
      );
      items.push(...((page.Items ?? []) as Item[]));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  };
  const { admin } = stage.cognito;
  if (!admin) throw new Error("The program has no user pool.");
  return {
    stage,
    lines,
    scan,
    bookings: () => scan<Booking>("data-bookings"),
    async find<Item>(logicalName: string, Key: Record<string, string>) {
      const TableName = tableNamed(logicalName);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item as Item | undefined;
    },
    async put(logicalName, Item, mail) {
      const TableName = tableNamed(logicalName);
      const condition = mail && {
        ConditionExpression: "mail = :mail",
        ExpressionAttributeValues: { ":mail": mail },
      };
      await client.send(new PutCommand({ TableName, Item, ...condition }));
    },
    async begin(bookingId) {
      await client.send(
        new UpdateCommand({
          TableName: tableNamed("data-bookings"),
          Key: { bookingId },
          UpdateExpression: "SET startsAt = :start",
          ExpressionAttributeValues: { ":start": addMinutes(systemClock(), -60) },
        }),
      );
    },
    async remove(logicalName, Key) {
      await client.send(new DeleteCommand({ TableName: tableNamed(logicalName), Key }));
    },
    api: (method, path, options) => call(`${stage.siteUrl}/api${path}`, method, options),
    admin,
    adminHeaders: async () => ({ Authorization: await stage.cognito.idToken(admin.email) }),
    mail: (fits) => findMail(stage.inboxUrl, fits),
    async close() {
      client.destroy();
      await stage.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** One HTTP call with its reply read. */
export async function call(
  url: string,
  method: string,
  { body, text, headers = {} }: CallOptions = {},
): Promise<Reply> {
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    headers: { ...(payload !== undefined && { "Content-Type": "application/json" }), ...headers },
    ...(payload !== undefined && { body: payload }),
  });
  const answer = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text: answer, json };
}

/** Looks into an inbox until a mail fits; rejects after half a minute with what was there. */
export async function findMail(
  inboxUrl: string,
  fits: (mail: InboxMail) => boolean,
): Promise<InboxMail> {
  let mails: InboxMail[] = [];
  for (let attempt = 0; attempt < 300; attempt++) {
    mails = (await (await fetch(`${inboxUrl}/mails.json`)).json()) as InboxMail[];
    const found = mails.find(fits);
    if (found) return { ...found, attachments: found.attachments.map(decoded) };
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`No such mail among: ${mails.map(({ subject }) => subject).join("; ")}`);
}

function decoded<File extends { readonly content: string }>(file: File): File {
  return { ...file, content: Buffer.from(file.content, "base64").toString("utf8") };
}

/** The n-th open day that can be booked whole, counted from the day after tomorrow; n from 0. */
export function openDay(n = 0): string {
  let date = addDays(dateIn(business.timeZone, systemClock()), 1);
  for (let left = n; left >= 0; left--) {
    do date = addDays(date, 1);
    while (!isLongDay(date));
  }
  return date;
}

function isLongDay(date: string): boolean {
  const [opening] = openingsOn(business, date);
  return opening !== undefined && opening.opens <= "09:00" && opening.closes >= "18:00";
}

let visitors = 0;

/** What a new visitor sends, for a day that is open now; nobody else has the same number or address. */
export function visitorRequest(changes: Record<string, unknown> = {}) {
  visitors += 1;
  const number = String(visitors).padStart(7, "0");
  return {
    name: "Awa Ngo",
    email: `awa-${visitors}@example.com`,
    phone: `6 8${number.slice(0, 1)} ${number.slice(1, 3)} ${number.slice(3, 5)} ${number.slice(5)}`,
    service: "cornrows",
    date: openDay(),
    time: "10:00",
    staff: "petra",
    locale: "en",
    ...changes,
  };
}

/** The id and secret that a manageUrl carries. */
export function ownLink(manageUrl: string): { bookingId: string; headers: Record<string, string> } {
  const [bookingId = "", token = ""] = new URL(manageUrl).hash.slice(1).split(".");
  return { bookingId, headers: { "X-Manage-Token": token } };
}
