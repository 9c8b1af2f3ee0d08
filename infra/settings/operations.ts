import { emailAddress, oneOf, optionalText, personalText, wholeNumber, yesNo } from "./setting";

/** The retention periods that CloudWatch Logs offers, in days. */
const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** Alerts, releases, protection and what is recorded. */
export const operationsSettings = {
  alertEmail: personalText({
    pattern: emailAddress,
    valid: "an e-mail address",
    meaning:
      "Receives every alert, once it has confirmed three subscriptions. Secret: `pulumi config set --secret` keeps it out of the file.",
  }),
  alertPhone: personalText({
    pattern: /^\+[1-9]\d{6,14}$/,
    valid: "a number like +237651844664",
    meaning:
      "Receives critical alerts by SMS. Secret: `pulumi config set --secret` keeps it out of the file.",
  }),
  monthlyBudgetUsd: wholeNumber({
    otherwise: 5,
    least: 1,
    most: 1_000_000,
    meaning: "The month's cost, actual or forecast, above which the warning topic hears of it.",
  }),
  slowApiMs: wholeNumber({
    otherwise: 1_000,
    least: 1,
    most: 30_000,
    meaning: "The p99 latency of the API that raises an alarm, over two periods of five minutes.",
  }),
  rollbackCoolDownMinutes: wholeNumber({
    otherwise: 30,
    least: 1,
    most: 1_440,
    meaning: "Minutes after a rollback in which the same function is not rolled back again.",
  }),
  canaryPercent: wholeNumber({
    otherwise: 0,
    least: 0,
    most: 50,
    meaning:
      "Per cent of the invocations that a new version gets for its first 15 minutes; 0 shifts all of them at once.",
  }),
  roleBoundary: optionalText({
    pattern: /^arn:aws:iam::\d{12}:policy\/[\w/-]+$/,
    valid: "the ARN of an IAM policy, as bootstrap/ has it as an output",
    meaning:
      "The permissions boundary of every role, which also get its path; the role of the workflows makes no others. It replaces the roles of a stack that has some already.",
  }),
  protectData: yesNo({
    otherwise: false,
    meaning:
      "Deletion protection for the tables, the user pool, and the buckets and vaults that are not empty; `pulumi destroy` refuses to start.",
  }),
  monthlyBackups: yesNo({
    otherwise: false,
    meaning: "A monthly AWS Backup of every table, kept for a year, beside point-in-time recovery.",
  }),
  logRetentionDays: oneOf({
    choices: logRetentions,
    otherwise: 30,
    meaning:
      "Days for which CloudWatch keeps logs, compressed to about a seventh; $0.033 per GB and month beyond 5 GB.",
  }),
  logArchive: oneOf({
    choices: ["off", "year", "compliance"],
    otherwise: "off",
    meaning:
      "Every log line of the functions and the API in a private bucket, for a year, or for seven years in which nobody deletes anything. At 10,000 visitors $0.04 a month, $0.07 once seven years are full.",
  }),
  accessLogs: yesNo({
    otherwise: false,
    meaning: "Logs every request at the edge, kept for 7 days.",
  }),
  auditTrail: yesNo({
    otherwise: false,
    meaning:
      "CloudTrail records who changed the account, kept for 90 days. One stack per account is enough.",
  }),
  edgeMetrics: yesNo({
    otherwise: false,
    meaning: "CloudFront's additional metrics, the cache hit rate among them: up to $2.40 a month.",
  }),
  tracing: yesNo({
    otherwise: false,
    meaning: "X-Ray traces: $5 per million beyond the first 100,000 a month.",
  }),
  apiGatewayLogging: yesNo({
    otherwise: true,
    meaning:
      "This stack owns API Gateway's logging role, of which an account has one per region. Off on the second stack of an account.",
  }),
};
