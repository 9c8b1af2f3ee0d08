import type { StageConfig } from "../infra/config";

/** A demand that the program does not meet on purpose. */
export interface Waiver {
  /** Names of rules. */
  readonly rules: readonly string[];
  /** Logical names of the resources that are excused; all of the rule's without it. */
  readonly resource?: RegExp;
  /** Which parts of them: operations, actions, paths. */
  readonly part?: RegExp;
  /** The setting that meets the rules where a stage wants it; tested with all of them switched on. */
  readonly option?: keyof StageConfig;
  /** Only in these stages; in all without it. */
  readonly stages?: readonly string[];
  readonly reason: string;
  /** What meeting the demand would cost, in US dollars or in something that hurts more. */
  readonly cost: string;
}

/** Everything that is excused. A waiver that excuses nothing in any stage fails the tests. */
export const waivers: readonly Waiver[] = [
  // The audit trail's bucket
  {
    rules: ["bucket-refuses-plain-http"],
    resource: /^audit-bucket$/,
    reason:
      "A bucket has one policy, and here awsx writes it: it lets CloudTrail in, which only ever speaks TLS, and nobody else.",
    cost: "A trail without awsx.",
  },
  {
    rules: ["bucket-access-logs", "bucket-replicated", "bucket-events"],
    resource: /^audit-bucket$/,
    reason:
      "Reading the trail is rare and by hand; its digests show whether somebody changed or deleted a file.",
    cost: "A bucket for the logs of a log, and a second copy of it.",
  },

  // The site's bucket
  {
    rules: ["bucket-access-logs"],
    reason:
      "Only the distribution reads the bucket, and `accessLogs` makes the distribution write down who asked for what.",
    cost: "A second bucket and its writes: about $0.005 per 1,000 log files.",
  },
  {
    rules: ["bucket-replicated"],
    option: "regions",
    reason:
      "Every object is built from the repository and can be uploaded again; `regions` with a second one adds a replica.",
    cost: "$0.02 per GB copied and a second copy of the site.",
  },
  {
    rules: ["bucket-events"],
    reason: "Nothing reacts to an object: only deployments upload, and they know what they did.",
    cost: "Nothing in money; an event that nobody reads.",
  },

  // The edge
  {
    rules: ["edge-geo-restriction"],
    option: "countries",
    reason:
      "Customers book from abroad for a visit at home, so the site is open to all; `countries` narrows it.",
    cost: "Nothing in money; bookings from abroad.",
  },
  {
    rules: ["edge-firewall"],
    option: "firewall",
    reason: "Throttles, quotas and the edge's key bound what strangers can cause.",
    cost: "$5 a month for the web ACL, $1 for its rule, $0.60 a million requests.",
  },
  {
    rules: ["api-firewall"],
    reason:
      "What writes needs the edge's key, so it comes through the edge and its firewall; the stage's throttles bound the rest.",
    cost: "Another $5 a month, $1 for each rule and $0.60 a million requests.",
  },
  {
    rules: ["edge-access-logs"],
    option: "accessLogs",
    reason:
      "Off by default: the metrics of CloudFront and the API's own log answer what a salon asks; `accessLogs` turns it on, without addresses of visitors, which are personal.",
    cost: "About $0.02 per GB a month, and the delivery of each line.",
  },
  {
    rules: ["edge-viewer-tls", "edge-certificate"],
    option: "dnsEntered",
    reason:
      "A stage without a domain, or whose records are not entered yet, has CloudFront's own certificate, and CloudFront then fixes the TLS policy itself; `domain` and `dnsEntered` bring the own one with TLS 1.2.",
    cost: "A domain: about $14 a year; the certificate is free.",
  },
  {
    rules: ["edge-failover"],
    option: "regions",
    reason: "There is no second origin in one region; `regions` with a second one adds the group.",
    cost: "A replica of the bucket: $0.02 per GB copied and its storage.",
  },

  // The API
  {
    rules: ["api-authorized"],
    part: /^(OPTIONS|GET \/(?!admin|users))/,
    reason:
      "What the site shows everybody needs no caller: products, free times, reviews, totals and the health check; a customer's own booking asks for its token in the function, and preflights carry no key.",
    cost: "A key on reads would spend the quota of writes.",
  },
  {
    rules: ["api-cognito"],
    part: /^(OPTIONS|GET \/(?!admin|users))|^POST \/(booking(\/\{bookingId\}\/(cancel|reschedule))?|feedback|count)$/,
    reason:
      "Customers have no account: public reads are open and their writes need the edge's key; only the owner signs in.",
    cost: "$0.015 a month for each customer with an account beyond 10,000, and customers who leave.",
  },
  {
    rules: ["api-tracing"],
    option: "tracing",
    reason: "Logs carry the request's id from the gateway to the function.",
    cost: "$5 a million traces beyond 100,000 a month.",
  },
  {
    rules: ["function-tracing"],
    reason:
      "Logs carry the request's id; `tracing` follows every function that serves customers, and never those that keep house: pruning, invalidating, releasing, rolling back.",
    cost: "$5 a million traces beyond 100,000 a month.",
  },
  {
    rules: ["api-client-certificate"],
    reason:
      "The backends are functions, which API Gateway calls through AWS's signed API; none could look at a certificate.",
    cost: "Nothing in money; a certificate to renew each year.",
  },

  // Tables
  {
    rules: ["table-backup-plan"],
    option: "monthlyBackups",
    stages: ["dev"],
    reason:
      "Point-in-time recovery keeps every second of 35 days; `monthlyBackups` adds a plan where longer is wanted.",
    cost: "$0.10 per GB a month.",
  },
  {
    rules: ["table-deletion-protection"],
    option: "protectData",
    stages: ["dev"],
    reason: "`pulumi destroy` may take a stage for trying out away; `protectData` holds prod.",
    cost: "Nothing in money; tables to delete by hand.",
  },

  // Functions
  {
    rules: ["function-concurrency"],
    reason:
      "A reserved share is taken from the account's 1,000 (10 in a new account) for good, and over 30 of them would starve each other; the gateway's throttles and the streams' two batches bound each function instead.",
    cost: "Nothing in money; refused customers.",
  },
  {
    rules: ["function-dead-letters"],
    reason:
      "Lambda uses such a queue only for events that nobody waits for: the API's functions answer their caller, and streams have their own destination. function-failure-destination looks at the rest.",
    cost: "A queue, a grant and an alarm per function that stay empty.",
  },
  {
    rules: ["function-failure-destination", "schedule-dead-letters"],
    resource:
      /^(api-send-reminders|versions-prune-versions|versions|releases-release|releases-promotion)-/,
    reason:
      "A tick of the clock holds nothing that could be lost: the next run looks at everything again, and failures count in the alarm of function errors.",
    cost: "A queue of ticks that nobody would replay.",
  },
  {
    rules: ["schedule-dead-letters"],
    resource: /^edge-keys-(due|overdue)$/,
    reason:
      "The scheduler tries for a day to reach the topic with a reminder, and the next reminder says the same.",
    cost: "A queue, its policy and an alarm for reminders that would be late.",
  },
  {
    rules: ["function-signed"],
    reason:
      "Only the deploying role can change code, and who could deploy a forged zip could sign it with the same role; reproducible zips show what runs.",
    cost: "Nothing in money; a bucket and a signing step between build and deployment.",
  },

  // Roles
  {
    rules: ["policy-no-wildcards"],
    part: /^arn:aws:logs:[^*]*:log-group:[^*]+:\* for logs:(CreateLogStream|PutLogEvents)( logs:PutLogEvents)?$/,
    reason: "The streams of the function's own log group, which Lambda names as it goes.",
    cost: "It can't be said otherwise.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^versions-prune-versions-/,
    part: /^arn:aws:lambda:[^*]*:function:[^*]+:\* for lambda:DeleteFunction$/,
    reason: "The published versions of the program's own functions, numbered as they come.",
    cost: "It can't be said otherwise.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-gateway-logging-/,
    part: /^\* for logs:\w+( logs:\w+)*$/,
    reason:
      "API Gateway's one role per account and region writes the logs of every API, and API Gateway refuses it with less.",
    cost: "It can't be said otherwise.",
  },

  {
    rules: ["policy-no-wildcards"],
    resource: /^(alerts-rollback-roll-back|releases-release)-/,
    part: /^(\* for cloudwatch:GetMetricData|arn:aws:lambda:[^*]*:function:[^*]+:\* for lambda:InvokeFunction)$/,
    reason:
      "Rolling back and a gradual release try a published version of the program's own functions, numbered as they come, and read metrics, for which IAM has no resource.",
    cost: "It can't be said otherwise.",
  },

  {
    rules: ["policy-no-wildcards"],
    part: /^\* for xray:Put\w+( xray:Put\w+)*$/,
    reason:
      "A trace has no resource that IAM could name; only stages with `tracing` have the grant.",
    cost: "It can't be said otherwise.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-(notify-customer|send-reminders)-/,
    part: /^\* for sns:Publish$/,
    reason:
      "A phone number has no resource that IAM could name, so the same policy denies all that has one; only stages with `smsMonthlyCap` have the grant.",
    cost: "It can't be said otherwise.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^site-files-copy-role-/,
    part: /^arn:aws:s3:::[^*]+\/\* for /,
    reason: "The objects of the site's bucket and of its copy, whatever a deployment calls them.",
    cost: "It can't be said otherwise.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^backups-/,
    part: /^(arn:aws:dynamodb:[^*]*:table\/[^*]+\/backup\/\* for dynamodb:\w+Backup( dynamodb:\w+Backup)*|arn:aws:backup:[^*]*:recovery-point:\* for backup:TagResource|\* for tag:GetResources)$/,
    reason:
      "The copies that AWS Backup makes, which have no name before they exist, and the reading of tags, for which IAM has no resource.",
    cost: "It can't be said otherwise.",
  },

  // The firewall, where there is one
  {
    rules: ["firewall-logs"],
    reason:
      "The firewall counts in CloudWatch and keeps samples of three hours; its logs would hold the address of every visitor.",
    cost: "$0.50 per GB, and a reason to keep addresses.",
  },

  // Messages and sign-in
  {
    rules: ["function-failure-destination"],
    resource: /^alerts-rollback-roll-back-/,
    reason:
      "A rollback that comes late would undo a newer release; its failure counts in the alarm of function errors, and the alarm that asked for it stays on.",
    cost: "A queue of alarms that nobody should replay.",
  },
  {
    rules: ["subscription-dead-letters"],
    resource: /^(alerts|api-record-mail-result)-/,
    reason:
      "SNS gives up a message for Lambda only where the function or its permission is gone, and mails and texts of an alarm that arrive late say nothing; what a function fails on has its own destination.",
    cost: "A queue, its policy and an alarm that stay empty.",
  },
  {
    rules: ["topic-encrypted"],
    resource: /^alerts-/,
    reason:
      "CloudWatch can't publish with alias/aws/sns, so it takes a key of one's own, for texts that name no customer; SNS encrypts what it stores anyway.",
    cost: "$1 a month for each key, and $0.03 per 10,000 uses.",
  },
  {
    rules: ["topic-encrypted"],
    resource: /^mail-events-/,
    reason:
      "SES can't publish with alias/aws/sns either. Its news names a customer's address, but only one function hears it, over TLS, and SNS encrypts what it stores anyway.",
    cost: "$1 a month for the key, and $0.03 per 10,000 uses.",
  },
  {
    rules: ["sign-in-second-factor"],
    option: "adminMfa",
    stages: ["dev"],
    reason: "May have one, but need not, where there is nothing real; `adminMfa` is on in prod.",
    cost: "Nothing in money; a telephone at hand for each try.",
  },
  {
    rules: ["sign-in-threat-protection"],
    reason:
      "One or two people sign in, by invitation, with an authenticator app in prod; threat protection is in the plan PLUS alone.",
    cost: "$0.02 a month for each person who signs in, from the first.",
  },
];
