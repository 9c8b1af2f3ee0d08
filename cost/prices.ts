import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What AWS asks for one thing, before tax. */
export interface Price {
  readonly service: string;
  readonly unit: string;
  /** The price is for this many units. */
  readonly per: number;
  readonly usd: number;
  /** Units a month that are free for ever; what is free for a first year only is not in here. */
  readonly free: number;
  readonly source: string;
  /** The day on which the source was looked up. */
  readonly read: string;
  /** Of what day the copy of the source was that said so, where that is known. */
  readonly copy?: string;
  /**
   * How sure it is: `stated` by a copy of this year, `older` where nothing newer than some years says
   * so, `regional` where the region's own figure was derived from another region's.
   */
  readonly known: "stated" | "older" | "regional";
  readonly note?: string;
}

/** The prices of a region in a month. */
export interface PriceList<Id extends string = string> {
  readonly region: string;
  readonly month: string;
  readonly prices: Readonly<Record<Id, Price>>;
}

/** Everything that a stage may be billed for; the price file has a price for each. */
export const priceIds = [
  "lambda.requests",
  "lambda.compute",
  "apigateway.requests",
  "dynamodb.writes",
  "dynamodb.reads",
  "dynamodb.storage",
  "dynamodb.recovery",
  "backup.storage",
  "cloudfront.requests",
  "cloudfront.transfer",
  "cloudfront.functions",
  "cloudfront.invalidations",
  "cloudwatch.alarms",
  "cloudwatch.queries",
  "cloudwatch.metrics",
  "cloudwatch.dashboards",
  "cloudwatch.logs",
  "cloudwatch.logStorage",
  "firehose.ingested",
  "firehose.decompressed",
  "sns.requests",
  "sns.mails",
  "sqs.requests",
  "ses.mails",
  "ses.mailsWithoutPlan",
  "ses.attachments",
  "cognito.users",
  "s3.storage",
  "s3.puts",
  "s3.gets",
  "kms.requests",
  "kms.keys",
  "route53.zones",
  "waf.firewalls",
  "waf.rules",
  "waf.requests",
  "xray.traces",
  "transfer.regions",
] as const;
export type PriceId = (typeof priceIds)[number];

/** Something that is used, in the price's own unit. */
export interface Usage {
  readonly price: PriceId;
  readonly quantity: number;
  /** What uses it, for the table: "POST /booking". */
  readonly what: string;
}

/** The prices of November 2026 in ca-central-1, where the business is. */
export function priceList(): PriceList<PriceId> {
  return JSON.parse(readFileSync(join(__dirname, "prices-2026-11.json"), "utf8"));
}
