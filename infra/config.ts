import * as pulumi from "@pulumi/pulumi";
import { Settings } from "./settings";

/** The retention periods that CloudWatch Logs knows, in days. */
const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** Everything that differs from stage to stage, from `shopfront:*` in `Pulumi.<stage>.yaml`. */
export interface StageConfig {
  // The site's address

  /** False only where the site has no certificate: on one's own machine. */
  readonly https: boolean;
  /** The apex, "example.com"; the site is at www of it. Without one it has CloudFront's own name. */
  readonly domain?: string;
  /** Who answers for the domain's names: nobody yet, a zone of this stack, or a registrar elsewhere. */
  readonly dns: "none" | "route53" | "external";
  /**
   * Whether the registrar has what the output `dnsRecords` lists, so that the certificate is issued.
   * CloudFront takes the domain's names only then, and no deployment waits for a person.
   */
  readonly dnsEntered: boolean;
  /** Other sites whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /**
   * The stack's own region, then those that hold a copy of the tables, the first of them also of the
   * site; empty for no copy. Nothing is written in a copy.
   */
  readonly regions: readonly string[];

  // Who gets in

  /** The days on which the edge's keys were made, newest first: the one it sends, and the last one. */
  readonly edgeKeys: readonly [string, string?];
  /** What the site's key may do, over all visitors together. */
  readonly rateLimitPerSecond: number;
  readonly burstLimit: number;
  /** Requests a month that book, cancel and move visits; what else the site writes has its own. */
  readonly monthlyQuota: number;
  /** Counted visits and reviews a month. They have a key of their own, so they cannot use up the bookings'. */
  readonly monthlyVisits: number;
  /** Countries whose visitors are served, as ISO 3166 codes; empty serves everybody. */
  readonly countries: readonly string[];
  /** Whether a web firewall stops who asks too often: $5 a month, $1 for the rule, $0.60 a million requests. */
  readonly firewall: boolean;
  /** What one address may ask in five minutes where there is a firewall. */
  readonly firewallRequests: number;
  /** PEM of the key whose signed URLs open `/private/*`; without one there is no such folder. */
  readonly signedUrlKey?: string;
  /** Whether who signs in to the admin page needs an authenticator app: may have one, or must. */
  readonly adminMfa: "off" | "optional" | "on";

  // Bookings and visitors

  /** Whether a booking is confirmed at once or waits for the business. */
  readonly autoConfirm: boolean;
  /** Days until a review is deleted; the totals stay. */
  readonly feedbackDays: number;
  /**
   * Over how many items the visit counter is spread; one takes some tens of visits a second, each in
   * a transaction of its own. Raise it any time, never lower it: what the dropped ones hold would no
   * longer be counted.
   */
  readonly visitShards: number;
  /** The sender of every mail; its domain must be verified in SES. */
  readonly mailFrom: string;
  /** Text messages a month to customers whom mail does not reach; 0 sends none and grants nothing. */
  readonly smsMonthlyCap: number;

  // Running it

  readonly alertEmail?: string;
  /** E.164; gets a text message for critical alerts. */
  readonly alertPhone?: string;
  /** What a month may cost before somebody is told. */
  readonly monthlyBudgetUsd: number;
  /** The p99 of the API's answers that is too slow, in two periods of five minutes. */
  readonly slowApiMs: number;
  /** How long a function that was rolled back is left alone. */
  readonly rollbackCoolDownMinutes: number;
  /** Per cent of the calls that a new version gets until it has proven itself; 0 gives it all at once. */
  readonly canaryPercent: number;
  /** Tables, buckets and vaults with something in them refuse deletion, and the stack `pulumi destroy`. */
  readonly protectData: boolean;
  /** Whether AWS Backup keeps a copy of every table each month, beside point-in-time recovery. */
  readonly monthlyBackups: boolean;
  readonly logRetentionDays: number;
  /** Whether the edge logs each request, kept for 7 days. */
  readonly accessLogs: boolean;
  /** Whether CloudTrail records who changed the account, kept for 90 days. An account needs one. */
  readonly auditTrail: boolean;
  /** Whether CloudFront tells its hit ratio each minute: up to $2.40 a month. */
  readonly edgeMetrics: boolean;
  /** Whether X-Ray follows requests: $5 a million beyond the first 100,000 a month. */
  readonly tracing: boolean;
  /** Whether this stack owns the account's one role for API Gateway logs in this region. */
  readonly apiGatewayLogging: boolean;
}

/** Reads the stage's settings; throws one sentence naming the key and what would be valid. */
export function stageConfig(): StageConfig {
  const read = new Settings("shopfront", keys);
  const config: StageConfig = {
    https: read.yesNo("https", true),
    domain: read.optionalText("domain", domainName, "a domain like example.com, without www"),
    dns: read.oneOf("dns", ["none", "route53", "external"], "none"),
    dnsEntered: read.yesNo("dnsEntered", false),
    corsOrigins:
      read.list(
        "corsOrigins",
        isOrigin,
        'a list of origins like ["https://www.example.com"], without a path',
      ) ?? [],
    regions: regions(read),
    edgeKeys: edgeKeys(read),
    rateLimitPerSecond: read.wholeNumber("rateLimitPerSecond", 10, 1, 10_000),
    burstLimit: read.wholeNumber("burstLimit", 20, 1, 5_000),
    monthlyQuota: read.wholeNumber("monthlyQuota", 10_000, 1, 1_000_000_000),
    monthlyVisits: read.wholeNumber("monthlyVisits", 100_000, 1, 1_000_000_000),
    countries:
      read.list(
        "countries",
        (code) => /^[A-Z]{2}$/.test(code),
        'a list of country codes like ["CM", "CA"]',
      ) ?? [],
    firewall: read.yesNo("firewall", false),
    firewallRequests: read.wholeNumber("firewallRequests", 1_000, 10, 2_000_000_000),
    signedUrlKey: read.optionalText(
      "signedUrlKey",
      /^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n?$/,
      "a public key in PEM",
    ),
    adminMfa: read.oneOf("adminMfa", ["off", "optional", "on"], "optional"),
    autoConfirm: read.yesNo("autoConfirm", true),
    feedbackDays: read.wholeNumber("feedbackDays", 30, 1, 3_650),
    visitShards: read.wholeNumber("visitShards", 1, 1, 100),
    mailFrom: read.text("mailFrom", mailAddress, "an e-mail address"),
    smsMonthlyCap: read.wholeNumber("smsMonthlyCap", 0, 0, 1_000_000),
    alertEmail: read.optionalText("alertEmail", mailAddress, "an e-mail address"),
    alertPhone: read.optionalText("alertPhone", /^\+[1-9]\d{6,14}$/, "a number like +237651844664"),
    monthlyBudgetUsd: read.wholeNumber("monthlyBudgetUsd", 5, 1, 1_000_000),
    slowApiMs: read.wholeNumber("slowApiMs", 1_000, 1, 30_000),
    rollbackCoolDownMinutes: read.wholeNumber("rollbackCoolDownMinutes", 30, 1, 1_440),
    canaryPercent: read.wholeNumber("canaryPercent", 0, 0, 50),
    protectData: read.yesNo("protectData", false),
    monthlyBackups: read.yesNo("monthlyBackups", false),
    logRetentionDays: read.oneOf("logRetentionDays", logRetentions, 30),
    accessLogs: read.yesNo("accessLogs", false),
    auditTrail: read.yesNo("auditTrail", false),
    edgeMetrics: read.yesNo("edgeMetrics", false),
    tracing: read.yesNo("tracing", false),
    apiGatewayLogging: read.yesNo("apiGatewayLogging", true),
  };
  if (config.dns !== "none" && config.domain === undefined) {
    read.missing("domain", `the domain that ${config.dns} answers for`);
  }
  if (config.dns === "none" && config.domain !== undefined) {
    read.refuse("dns", "none", "route53 or external where there is a domain");
  }
  return config;
}

const keys = [
  ...["https", "domain", "dns", "dnsEntered", "corsOrigins", "regions"],
  ...["edgeKeys", "rateLimitPerSecond", "burstLimit", "monthlyQuota", "monthlyVisits"],
  ...["countries", "firewall", "firewallRequests", "signedUrlKey", "adminMfa"],
  ...["autoConfirm", "feedbackDays", "visitShards", "mailFrom", "smsMonthlyCap"],
  ...["alertEmail", "alertPhone", "monthlyBudgetUsd", "slowApiMs", "rollbackCoolDownMinutes"],
  ...["canaryPercent", "protectData", "monthlyBackups", "logRetentionDays", "accessLogs"],
  ...["auditTrail", "edgeMetrics", "tracing", "apiGatewayLogging"],
] as (keyof StageConfig)[];
type Reader = Settings<keyof StageConfig>;

const domainName = /^(?!www\.)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const mailAddress = /^[^\s@<>"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const region = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** The stack's own region comes first, so that nobody takes a copy for it. */
function regions(read: Reader): readonly string[] {
  const own = new pulumi.Config("aws").get("region") ?? "the region of aws:region";
  const valid = `a list that starts with the stack's own region, like ["${own}", "eu-west-3"]`;
  const list = read.list("regions", (item) => region.test(item), valid) ?? [];
  if ((list.length > 0 && list[0] !== own) || new Set(list).size !== list.length) {
    read.refuse("regions", JSON.stringify(list), valid);
  }
  return list;
}

function edgeKeys(read: Reader): readonly [string, string?] {
  const valid = 'one or two days like ["2026-11-21", "2026-08-23"], the newest first';
  const days = read.list("edgeKeys", isDay, valid) ?? read.missing("edgeKeys", valid);
  const [newest, last] = days;
  if (!newest || days.length > 2 || (last !== undefined && last >= newest)) {
    read.refuse("edgeKeys", JSON.stringify(days), valid);
  }
  return last === undefined ? [newest] : [newest, last];
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isOrigin(item: string): boolean {
  return URL.canParse(item) && /^https:/.test(item) && new URL(item).origin === item;
}
