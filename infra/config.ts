import * as pulumi from "@pulumi/pulumi";

/** The retention periods that CloudWatch Logs knows, in days. */
const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** Everything that differs from stage to stage, from `shopfront:*` in `Pulumi.<stage>.yaml`. */
export interface StageConfig {
  /** False only where the site has no certificate: on one's own machine. */
  readonly https: boolean;
  /** Other sites whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** Whether a booking is confirmed at once or waits for the business. */
  readonly autoConfirm: boolean;
  /** What the site's key may do, over all visitors together. */
  readonly rateLimitPerSecond: number;
  readonly burstLimit: number;
  readonly monthlyQuota: number;
  readonly alertEmail?: string;
  /** E.164; gets a text message for critical alerts. */
  readonly alertPhone?: string;
  /** Tables refuse deletion and buckets with objects in them cannot be destroyed. */
  readonly protectData: boolean;
  readonly logRetentionDays: number;
  /** The sender of every mail; its domain must be verified in SES. */
  readonly mailFrom: string;
  /** Days until a review is deleted; the totals stay. */
  readonly feedbackDays: number;
  /**
   * Over how many items the visit counter is spread; one takes some tens of visits a second, each in
   * a transaction of its own. Raise it any time, never lower it: what the dropped ones hold would no
   * longer be counted.
   */
  readonly visitShards: number;
  /** Whether who signs in to the admin page needs an authenticator app: may have one, or must. */
  readonly adminMfa: "off" | "optional" | "on";
  /** Whether this stack owns the account's one role for API Gateway logs in this region. */
  readonly apiGatewayLogging: boolean;
}

/** Reads the stage's settings; throws one sentence naming the key and what would be valid. */
export function stageConfig(): StageConfig {
  refuseUnknownKeys();
  return {
    https: yesNo("https", true),
    corsOrigins: origins("corsOrigins"),
    autoConfirm: yesNo("autoConfirm", true),
    rateLimitPerSecond: wholeNumber("rateLimitPerSecond", 10, 1, 10_000),
    burstLimit: wholeNumber("burstLimit", 20, 1, 5_000),
    monthlyQuota: wholeNumber("monthlyQuota", 10_000, 1, 1_000_000_000),
    alertEmail: optionalText("alertEmail", mailAddress, "an e-mail address"),
    alertPhone: optionalText("alertPhone", /^\+[1-9]\d{6,14}$/, "a number like +237651844664"),
    protectData: yesNo("protectData", false),
    logRetentionDays: retention("logRetentionDays", 30),
    mailFrom: text("mailFrom", mailAddress, "an e-mail address"),
    feedbackDays: wholeNumber("feedbackDays", 30, 1, 3_650),
    visitShards: wholeNumber("visitShards", 1, 1, 100),
    adminMfa: oneOf("adminMfa", ["off", "optional", "on"], "optional"),
    apiGatewayLogging: yesNo("apiGatewayLogging", true),
  };
}

const keys = [
  "https",
  "corsOrigins",
  "autoConfirm",
  "rateLimitPerSecond",
  "burstLimit",
  "monthlyQuota",
  "alertEmail",
  "alertPhone",
  "protectData",
  "logRetentionDays",
  "mailFrom",
  "adminMfa",
  "apiGatewayLogging",
  "feedbackDays",
  "visitShards",
] as const satisfies (keyof StageConfig)[];
type Key = (typeof keys)[number];

const mailAddress = /^[^\s@<>"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

const raw = (key: Key) => new pulumi.Config("shopfront").get(key);

function refuseUnknownKeys(): void {
  for (const key of Object.keys(pulumi.runtime.allConfig())) {
    const [namespace, name = ""] = key.split(":");
    if (namespace === "shopfront" && !(keys as readonly string[]).includes(name)) {
      throw new Error(`${key} is not a setting; valid ones are ${keys.join(", ")}.`);
    }
  }
}

function refuse(key: Key, value: string, valid: string): never {
  throw new Error(`shopfront:${key} is ${JSON.stringify(value)} but must be ${valid}.`);
}

function yesNo(key: Key, otherwise: boolean): boolean {
  const value = raw(key);
  if (value === undefined) return otherwise;
  if (value !== "true" && value !== "false") refuse(key, value, "true or false");
  return value === "true";
}

function oneOf<Choice extends string>(
  key: Key,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  const value = raw(key) ?? otherwise;
  const choice = choices.find((allowed) => allowed === value);
  return choice ?? refuse(key, value, `one of ${choices.join(", ")}`);
}

function wholeNumber(key: Key, otherwise: number, least: number, most: number): number {
  const value = raw(key);
  if (value === undefined) return otherwise;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= most)) {
    refuse(key, value, `a whole number from ${least} to ${most}`);
  }
  return number;
}

function retention(key: Key, otherwise: number): number {
  const value = raw(key);
  if (value === undefined) return otherwise;
  const days = logRetentions.find((allowed) => String(allowed) === value);
  return days ?? refuse(key, value, `one of ${logRetentions.join(", ")}`);
}

function optionalText(key: Key, pattern: RegExp, valid: string): string | undefined {
  const value = raw(key);
  if (value !== undefined && !pattern.test(value)) refuse(key, value, valid);
  return value;
}

function text(key: Key, pattern: RegExp, valid: string): string {
  return (
    optionalText(key, pattern, valid) ?? fail(`shopfront:${key} is missing; it must be ${valid}.`)
  );
}

function origins(key: Key): readonly string[] {
  const value = raw(key);
  if (value === undefined) return [];
  const valid = 'a list of origins like ["https://www.example.com"], without a path';
  const list = parsed(value);
  if (!Array.isArray(list) || !list.every(isOrigin)) refuse(key, value, valid);
  return list as string[];
}

function isOrigin(item: unknown): boolean {
  return (
    typeof item === "string" &&
    URL.canParse(item) &&
    /^https:/.test(item) &&
    new URL(item).origin === item
  );
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
