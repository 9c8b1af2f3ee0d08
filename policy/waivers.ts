/** A rule that the program deliberately does not satisfy. */
export interface Waiver {
  /** Names of rules. */
  readonly rules: readonly string[];
  /** Logical names of the excused resources; without it, all that the rule covers. */
  readonly resource?: RegExp;
  /** Which parts of them: operations, actions, paths. */
  readonly part?: RegExp;
  /** The setting that satisfies the rules; tested with all of them switched on. */
  readonly option?: string;
  /** Applies to these stages only; without it, to all. Ephemeral stacks count as dev. */
  readonly stages?: readonly string[];
  readonly reason: string;
  /** What compliance would cost, in US dollars or otherwise. */
  readonly cost: string;
}

/** Every exception. A waiver that no stage needs fails the tests. */
export const waivers: readonly Waiver[] = [
  // The audit trail's bucket
  {
    rules: ["bucket-refuses-plain-http"],
    resource: /^audit-bucket$/,
    reason:
      "A bucket has one policy, and awsx writes this one: it admits only CloudTrail, which always uses TLS.",
    cost: "Building the trail without awsx.",
  },
  {
    rules: ["bucket-access-logs", "bucket-replicated", "bucket-events"],
    resource: /^audit-bucket$/,
    reason: "The trail is rarely read, and by hand; its digests reveal changed or deleted files.",
    cost: "A bucket for the logs of a log, and a second copy of it.",
  },

  // The archive of the logs
  {
    rules: ["bucket-access-logs", "bucket-replicated", "bucket-events"],
    resource: /^log-archive-bucket$/,
    reason:
      "Copies of logs that CloudWatch also has for a month: rarely read, and by hand; nothing reacts to them.",
    cost: "A bucket for the logs of logs, and a second copy of them.",
  },

  // The site's bucket
  {
    rules: ["bucket-access-logs"],
    reason:
      "Only the distribution reads the bucket, and `accessLogs` turns on the distribution's own logs.",
    cost: "A second bucket and its writes: about $0.005 per 1,000 log files.",
  },
  {
    rules: ["bucket-replicated"],
    option: "regions",
    reason:
      "Every object is built from the repository and can be uploaded again; a second entry in `regions` adds a replica.",
    cost: "$0.02 per GB copied and a second copy of the site.",
  },
  {
    rules: ["bucket-events"],
    reason: "Nothing reacts to new objects: only deployments upload them.",
    cost: "No money; events that nobody reads.",
  },

  // The edge
  {
    rules: ["edge-geo-restriction"],
    option: "countries",
    reason:
      "Customers book from abroad before a trip home, so the site is open to all; `countries` restricts it.",
    cost: "No money; bookings from abroad.",
  },
  {
    rules: ["edge-firewall"],
    option: "firewall",
    reason: "Throttles, quotas and the edge key limit what strangers can do.",
    cost: "$5 a month for the web ACL, $1 for its rule, $0.60 per million requests.",
  },
  {
    rules: ["api-firewall"],
    reason:
      "Writes need the edge key, so they pass the edge and its firewall; the stage's throttles limit the rest.",
    cost: "Another $5 a month, $1 per rule and $0.60 per million requests.",
  },
  {
    rules: ["edge-access-logs"],
    option: "accessLogs",
    reason:
      "Off by default: CloudFront's metrics and the API's log are enough for a small business; `accessLogs` turns them on, without visitors' IP addresses, which are personal data.",
    cost: "About $0.02 per GB a month, plus delivery per line.",
  },
  {
    rules: ["edge-viewer-tls", "edge-certificate"],
    option: "dnsEntered",
    reason:
      "A stage without a domain, or whose DNS records are not entered yet, uses CloudFront's certificate, which fixes the TLS policy; `domain` and `dnsEntered` bring a custom one with TLS 1.2.",
    cost: "A domain, about $14 a year; the certificate is free.",
  },
  {
    rules: ["edge-failover"],
    option: "regions",
    reason: "One region has no second origin; a second entry in `regions` adds the group.",
    cost: "A replica of the bucket: $0.02 per GB copied and its storage.",
  },

  // The API
  {
    rules: ["api-authorized"],
    part: /^(OPTIONS|(GET|HEAD) \/(?!admin|users))/,
    reason:
      "What the site shows to everyone is public: products, availability, reviews, analytics and the health check. A customer's own booking is protected by its token, checked in the function, and preflights carry no key.",
    cost: "A key on reads would use up the quota of writes.",
  },
  {
    rules: ["api-cognito"],
    part: /^(OPTIONS|(GET|HEAD) \/(?!admin|users))|^POST \/(booking(-links|\/\{bookingId\}\/(cancel|reschedule))?|feedback|count)$/,
    reason:
      "Customers have no accounts: reads are public and their writes need the edge key; only owners sign in.",
    cost: "$0.015 a month per account beyond 10,000, and customers who give up at a sign-in page.",
  },
  {
    rules: ["api-tracing"],
    option: "tracing",
    reason: "Logs carry the request id from the gateway to the function.",
    cost: "$5 per million traces beyond 100,000 a month.",
  },
  {
    rules: ["function-tracing"],
    reason:
      "Logs carry the request id; `tracing` covers every function that serves customers, but not housekeeping: pruning, invalidation, gradual releases and rollback.",
    cost: "$5 per million traces beyond 100,000 a month.",
  },
  {
    rules: ["api-client-certificate"],
    reason:
      "The backends are functions, invoked through AWS's signed API; none could check a certificate.",
    cost: "No money; a certificate to renew every year.",
  },

  // Tables
  {
    rules: ["table-backup-plan"],
    option: "monthlyBackups",
    stages: ["dev"],
    reason:
      "Point-in-time recovery covers 35 days; `monthlyBackups` adds a backup plan for longer retention.",
    cost: "$0.10 per GB a month.",
  },
  {
    rules: ["table-deletion-protection"],
    option: "protectData",
    stages: ["dev"],
    reason: "`pulumi destroy` may delete a test stage; `protectData` protects prod.",
    cost: "No money; tables to delete by hand.",
  },

  // Functions
  {
    rules: ["function-concurrency"],
    reason:
      "Reserved concurrency is taken permanently from the account's 1,000 (10 in a new account), and more than 30 functions would starve each other; the gateway's throttles and the streams' two parallel batches limit them instead.",
    cost: "No money; customers turned away.",
  },
  {
    rules: ["function-dead-letters"],
    reason:
      "Lambda only uses such a queue for asynchronous events: API functions answer their caller, and streams have their own destination. function-failure-destination covers the rest.",
    cost: "A queue, a grant and an alarm per function, never used.",
  },
  {
    rules: ["function-failure-destination", "schedule-dead-letters"],
    resource:
      /^(api-send-reminders|api-send-owed|versions-prune-versions|versions|usage-report-usage|usage|releases-release|releases-promotion|site-pages-publish-pages|site-pages)-/,
    reason:
      "A scheduled event carries no data to lose: the next run checks everything again, and failures count towards the function-errors alarm.",
    cost: "A queue of events that nobody would replay.",
  },
  {
    rules: ["schedule-dead-letters"],
    resource: /^edge-keys-(due|overdue)$/,
    reason: "The scheduler retries a reminder for a day, and the next reminder repeats it.",
    cost: "A queue, its policy and an alarm for late reminders.",
  },
  {
    rules: ["function-signed"],
    reason:
      "Only the deploying role can change code, and whoever could deploy a forged zip could also sign it; reproducible zips show what runs.",
    cost: "No money; a bucket and a signing step between build and deployment.",
  },

  // Roles
  {
    rules: ["policy-no-wildcards"],
    part: /^arn:aws:logs:[^*]*:log-group:[^*]+:\* for logs:(CreateLogStream|PutLogEvents)( logs:PutLogEvents)?$/,
    reason: "The log streams of the function's own log group, which Lambda names.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^versions-prune-versions-/,
    part: /^arn:aws:lambda:[^*]*:function:[^*]+:\* for lambda:DeleteFunction$/,
    reason:
      "Published versions of the program's own functions, whose numbers are not known in advance.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^versions-prune-versions-/,
    part: /^arn:aws:lambda:[^*]*:function:shopfront-[^*]+-\* for lambda:ListAliases lambda:ListVersionsByFunction$/,
    reason:
      "The versions of the stage's own functions, read by the names that all of them share: named one by one beside what may be deleted, they no longer fit into the 10,240 characters of a role.",
    cost: "A second role, or a policy of its own for half of the functions.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-gateway-logging-/,
    part: /^\* for logs:\w+( logs:\w+)*$/,
    reason:
      "API Gateway's one role per account and region writes the logs of every API, and API Gateway rejects a narrower one.",
    cost: "IAM offers no narrower form.",
  },

  {
    rules: ["policy-no-wildcards"],
    resource: /^(alerts-rollback-roll-back|releases-release)-/,
    part: /^(\* for cloudwatch:GetMetricData|arn:aws:lambda:[^*]*:function:[^*]+:\* for lambda:InvokeFunction)$/,
    reason:
      "Rollback and gradual release invoke published versions of the program's own functions, whose numbers are not known in advance, and read metrics, for which IAM has no resource.",
    cost: "IAM offers no narrower form.",
  },

  {
    rules: ["policy-no-wildcards"],
    part: /^\* for xray:Put\w+( xray:Put\w+)*$/,
    reason: "IAM has no resource for traces; only stages with `tracing` have the grant.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-(notify-customer|send-reminders|send-owed)-/,
    part: /^\* for sns:Publish$/,
    reason:
      "IAM has no resource for phone numbers, so the same policy denies everything that has an ARN; only stages with `smsMonthlyCap` have the grant.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-(notify-customer|send-reminders|send-owed)-/,
    part: /^arn:aws:ses:[^*]*:identity\/\* for ses:SendRawEmail$/,
    reason:
      "While the account is in the SES sandbox, SES asks for a grant on the recipient's identity too; a condition holds the sender's address.",
    cost: "The recipients of a sandbox are not known to the program.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^(site-files|pictures)-copy-role-/,
    part: /^arn:aws:s3:::[^*]+\/\* for /,
    reason:
      "The objects of the site's buckets and their replicas, named by each deployment and upload.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^site-pages-publish-pages-/,
    part: /^arn:aws:s3:::[^*]+\/pages\/\* for s3:DeleteObject s3:PutObject$/,
    reason:
      "The pages, which each release publishes in a folder of its own; nothing else is below it.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^api-(create|finish)-picture-upload-/,
    part: /^arn:aws:s3:::[^*]+\/(uploads|media)\/\* for s3:(GetObject s3:)?PutObject$/,
    reason:
      "The pictures that the owner uploads, and those that visitors see; each upload has a name of its own.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^log-archive-writer-/,
    part: /^arn:aws:s3:::[^*]+\/\* for s3:\w+( s3:\w+)*$/,
    reason: "The objects of the archive, which Firehose names; the bucket holds nothing else.",
    cost: "IAM offers no narrower form.",
  },
  {
    rules: ["policy-no-wildcards"],
    resource: /^backups-/,
    part: /^(arn:aws:dynamodb:[^*]*:table\/[^*]+\/backup\/\* for dynamodb:\w+Backup( dynamodb:\w+Backup)*|arn:aws:backup:[^*]*:recovery-point:\* for backup:TagResource|\* for tag:GetResources)$/,
    reason:
      "AWS Backup's recovery points, which have no name before they exist, and reading tags, for which IAM has no resource.",
    cost: "IAM offers no narrower form.",
  },

  // The firewall, where there is one
  {
    rules: ["firewall-logs"],
    reason:
      "The firewall has CloudWatch metrics and samples of the last three hours; its logs would record every visitor's IP address.",
    cost: "$0.50 per GB, and IP addresses stored.",
  },

  // Messages and sign-in
  {
    rules: ["function-failure-destination"],
    resource: /^alerts-rollback-roll-back-/,
    reason:
      "A late rollback would undo a newer release; its failure counts towards the function-errors alarm, and the alarm that triggered it stays on.",
    cost: "A queue of alarms that nobody should replay.",
  },
  {
    rules: ["subscription-dead-letters"],
    resource: /^(alerts|api-record-mail-result)-/,
    reason:
      "SNS only drops a message to Lambda if the function or its permission is gone, and a late alarm by mail or SMS is useless; events a function fails on have their own destination.",
    cost: "A queue, its policy and an alarm, never used.",
  },
  {
    rules: ["topic-encrypted"],
    resource: /^alerts-/,
    reason:
      "CloudWatch can't publish to a topic encrypted with alias/aws/sns, so this would take a customer-managed key, for messages that name no customer; SNS encrypts stored messages anyway.",
    cost: "$1 a month per key, and $0.03 per 10,000 uses.",
  },
  {
    rules: ["topic-encrypted"],
    resource: /^mail-events-/,
    reason:
      "SES can't publish to a topic encrypted with alias/aws/sns either. Its events contain a customer's address, but only one function receives them, over TLS, and SNS encrypts stored messages anyway.",
    cost: "$1 a month for the key, and $0.03 per 10,000 uses.",
  },
  {
    rules: ["sign-in-second-factor"],
    option: "adminMfa",
    stages: ["dev"],
    reason: "A second factor is optional where the data is not real; `adminMfa` is on in prod.",
    cost: "No money; a phone at hand for every test sign-in.",
  },
  {
    rules: ["sign-in-threat-protection"],
    reason:
      "One or two people sign in, by invitation, with an authenticator app in prod; threat protection requires the Plus plan.",
    cost: "$0.02 per monthly active user, from the first.",
  },
];
