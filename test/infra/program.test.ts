import { expect } from "chai";
import type { Graph } from "local-stage";
import { functionBaseName } from "../../build/bundles";
import * as operations from "../../contract/operations";
import { type Operation, tables } from "../../contract/operations/operation";
import { ApiGatewayLogging } from "../../infra/api/api-logging";
import { everyOption } from "../support/every-option";
import { place, program, told } from "../support/pulumi";

const component = (noun: string) => `shopfront:infra:${noun}`;

/** A function with all that belongs to it. */
function aFunction(parent: string, name: string, caller?: string): string[] {
  const within = component("LambdaFunction");
  return [
    `${component(parent)}$${within}::${name}`,
    `${within}$aws:cloudwatch/logGroup:LogGroup::${name}-logs`,
    `${within}$aws:iam/role:Role::${name}-role`,
    `${within}$aws:iam/rolePolicy:RolePolicy::${name}-policy`,
    `${within}$aws:lambda/function:Function::${name}-function`,
    `${within}$aws:lambda/alias:Alias::${name}-live`,
    ...(caller ? [`${within}$aws:lambda/permission:Permission::${caller}`] : []),
  ];
}

const live = (noun: string) =>
  `arn:aws:lambda:ca-central-1:000000000000:function:shopfront-dev-${noun}:live`;

/** A topic that services write to. */
function aTopic(parent: string, name: string): string[] {
  return [
    `${component(parent)}$${component("AlertTopic")}::${name}`,
    `${component("AlertTopic")}$aws:sns/topic:Topic::${name}-topic`,
    `${component("AlertTopic")}$aws:sns/topicPolicy:TopicPolicy::${name}-policy`,
  ];
}

const declaredOnce = [
  `${component("DataStore")}::data`,
  ...tables.map((noun) => `${component("DataStore")}$aws:dynamodb/table:Table::data-${noun}`),

  `${component("Mail")}::mail`,
  `${component("Mail")}$aws:sesv2/configurationSet:ConfigurationSet::mail-settings`,
  `${component("Mail")}$aws:sesv2/emailIdentity:EmailIdentity::mail-identity`,
  `${component("Mail")}$${component("MailEvents")}::mail-events`,
  `${component("MailEvents")}$aws:sns/topic:Topic::mail-events-topic`,
  `${component("MailEvents")}$aws:sns/topicPolicy:TopicPolicy::mail-events-policy`,
  `${component("MailEvents")}$aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination::mail-events-destination`,

  `${component("AdminAuth")}::admins`,
  `${component("AdminAuth")}$aws:cognito/userPool:UserPool::admins-pool`,
  `${component("AdminAuth")}$aws:cognito/userPoolClient:UserPoolClient::admins-page`,
  `${component("AdminAuth")}$aws:cognito/userGroup:UserGroup::admins-group`,

  `${component("BookingApi")}::api`,
  ...Object.values<Operation>(operations).flatMap(({ handler, method }) => {
    const name = `api-${functionBaseName(handler)}`;
    const head = `${component("LambdaFunction")}$aws:lambda/permission:Permission::${name}-head-caller`;
    return [
      ...aFunction("BookingApi", name, `${name}-caller`),
      ...(method === "GET" ? [head] : []),
    ];
  }),
  ...aFunction("BookingApi", "api-aggregate-feedback"),
  `${component("LambdaFunction")}$aws:lambda/eventSourceMapping:EventSourceMapping::api-aggregate-feedback-stream`,
  ...aFunction("BookingApi", "api-notify-customer"),
  `${component("LambdaFunction")}$aws:lambda/eventSourceMapping:EventSourceMapping::api-notify-customer-stream`,
  ...aFunction("BookingApi", "api-send-reminders", "api-send-reminders-clock-caller"),
  `${component("LambdaFunction")}$aws:cloudwatch/eventRule:EventRule::api-send-reminders-clock`,
  `${component("LambdaFunction")}$aws:cloudwatch/eventTarget:EventTarget::api-send-reminders-clock-target`,
  ...aFunction("BookingApi", "api-send-owed", "api-send-owed-clock-caller"),
  `${component("LambdaFunction")}$aws:cloudwatch/eventRule:EventRule::api-send-owed-clock`,
  `${component("LambdaFunction")}$aws:cloudwatch/eventTarget:EventTarget::api-send-owed-clock-target`,
  ...aFunction("BookingApi", "api-record-mail-result", "api-record-mail-result-topic-caller"),
  `${component("LambdaFunction")}$aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig::api-record-mail-result-topic-retries`,
  `${component("LambdaFunction")}$aws:sns/topicSubscription:TopicSubscription::api-record-mail-result-topic-subscription`,
  `${component("BookingApi")}$${component("FailureQueue")}::api-failures`,
  `${component("FailureQueue")}$aws:sqs/queue:Queue::api-failures-queue`,
  `${component("FailureQueue")}$aws:sqs/queuePolicy:QueuePolicy::api-failures-policy`,
  `${component("BookingApi")}$${component("Gateway")}::api-gateway`,
  `${component("Gateway")}$aws:apigateway/restApi:RestApi::api-gateway-rest`,
  `${component("Gateway")}$aws:apigateway/deployment:Deployment::api-gateway-deployment`,
  `${component("Gateway")}$aws:apigateway/stage:Stage::api-gateway-stage`,
  `${component("Gateway")}$aws:apigateway/methodSettings:MethodSettings::api-gateway-settings`,
  `${component("Gateway")}$aws:cloudwatch/logGroup:LogGroup::api-gateway-access-log`,
  `${component("Gateway")}$aws:cloudwatch/logGroup:LogGroup::api-gateway-error-log`,
  ...["bookings", "visits"].flatMap((plan) => [
    `${component("Gateway")}$${component("EdgeKeys")}::api-gateway-${plan}`,
    `${component("EdgeKeys")}$aws:apigateway/usagePlan:UsagePlan::api-gateway-${plan}-plan`,
    `${component("EdgeKeys")}$aws:apigateway/apiKey:ApiKey::api-gateway-${plan}-2026-11-21`,
    `${component("EdgeKeys")}$aws:apigateway/usagePlanKey:UsagePlanKey::api-gateway-${plan}-2026-11-21-plan`,
  ]),

  `${component("Pictures")}::pictures`,
  `${component("Pictures")}$aws:s3/bucket:Bucket::pictures-bucket`,
  `${component("Pictures")}$aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::pictures-no-public-access`,
  `${component("Pictures")}$aws:s3/bucketOwnershipControls:BucketOwnershipControls::pictures-ownership`,
  `${component("Pictures")}$aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::pictures-encryption`,
  `${component("Pictures")}$aws:s3/bucketVersioning:BucketVersioning::pictures-versioning`,
  `${component("Pictures")}$aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::pictures-lifecycle`,
  `${component("Pictures")}$aws:s3/bucketPolicy:BucketPolicy::pictures-policy`,
  `${component("Pictures")}$aws:s3/bucketCorsConfiguration:BucketCorsConfiguration::pictures-uploads`,

  `${component("StaticSite")}::site`,
  `${component("StaticSite")}$aws:cloudfront/originAccessControl:OriginAccessControl::site-access`,
  `${component("StaticSite")}$aws:cloudfront/distribution:Distribution::site-distribution`,
  `${component("StaticSite")}$aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy::site-page-headers`,
  `${component("StaticSite")}$aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy::site-desk-headers`,
  `${component("StaticSite")}$aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy::site-api-headers`,
  `${component("StaticSite")}$aws:cloudfront/cachePolicy:CachePolicy::site-get-availability-cache`,
  `${component("StaticSite")}$aws:cloudfront/cachePolicy:CachePolicy::site-list-products-cache`,
  `${component("StaticSite")}$aws:cloudfront/cachePolicy:CachePolicy::site-get-product-cache`,
  `${component("StaticSite")}$aws:cloudfront/cachePolicy:CachePolicy::site-get-analytics-cache`,
  `${component("StaticSite")}$aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy::site-sign-in-headers`,
  `${component("StaticSite")}$aws:cloudfront/function:Function::site-sign-in`,
  `${component("StaticSite")}$aws:cloudfront/function:Function::site-paths`,
  `${component("StaticSite")}$aws:cloudfront/function:Function::site-status`,
  `${component("StaticSite")}$aws:cloudfront/function:Function::site-api`,
  `${component("StaticSite")}$${component("Publisher")}::site-pages`,
  ...aFunction("Publisher", "site-pages-publish-pages"),
  `${component("LambdaFunction")}$aws:lambda/eventSourceMapping:EventSourceMapping::site-pages-stream`,
  `${component("Publisher")}$aws:cloudwatch/eventRule:EventRule::site-pages-clock`,
  `${component("Publisher")}$aws:cloudwatch/eventTarget:EventTarget::site-pages-clock-target`,
  `${component("LambdaFunction")}$aws:lambda/permission:Permission::site-pages-clock-caller`,
  `${component("Publisher")}$aws:iam/rolePolicy:RolePolicy::site-pages-invalidation`,
  ...["rendered", "finished"].map(
    (step) => `${component("Publisher")}$aws:lambda/invocation:Invocation::site-pages-${step}`,
  ),
  `${component("StaticSite")}$${component("SiteBucket")}::site-files`,
  `${component("SiteBucket")}$aws:s3/bucket:Bucket::site-files-bucket`,
  `${component("SiteBucket")}$aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::site-files-no-public-access`,
  `${component("SiteBucket")}$aws:s3/bucketOwnershipControls:BucketOwnershipControls::site-files-ownership`,
  `${component("SiteBucket")}$aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::site-files-encryption`,
  `${component("SiteBucket")}$aws:s3/bucketVersioning:BucketVersioning::site-files-versioning`,
  `${component("SiteBucket")}$aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::site-files-lifecycle`,
  `${component("SiteBucket")}$aws:s3/bucketPolicy:BucketPolicy::site-files-policy`,

  `${component("Alerts")}::alerts`,
  ...aTopic("Alerts", "alerts-critical"),
  ...aTopic("Alerts", "alerts-warning"),
  ...aTopic("Alerts", "alerts-edge"),
  ...[
    "function-errors",
    "server-errors",
    "table-throttles",
    "function-throttles",
    "slow-functions",
    "slow-api",
    "cold-starts",
    "stream-failures",
    "edge-errors",
  ].map((noun) => `${component("Alerts")}$aws:cloudwatch/metricAlarm:MetricAlarm::alerts-${noun}`),
  `${component("Alerts")}$${component("Rollback")}::alerts-rollback`,
  ...aTopic("Rollback", "alerts-rollback-alarm"),
  ...aFunction("Rollback", "alerts-rollback-roll-back", "alerts-rollback-caller"),
  `${component("Rollback")}$aws:sns/topicSubscription:TopicSubscription::alerts-rollback-subscription`,

  `${component("Dashboards")}::dashboards`,
  ...["infrastructure", "business", "cost"].map(
    (noun) => `${component("Dashboards")}$aws:cloudwatch/dashboard:Dashboard::dashboards-${noun}`,
  ),
  `${component("Spending")}::spending`,
  `${component("Spending")}$aws:budgets/budget:Budget::spending-month`,

  `${component("KeyReminder")}::edge-keys`,
  `${component("KeyReminder")}$aws:iam/role:Role::edge-keys-role`,
  `${component("KeyReminder")}$aws:iam/rolePolicy:RolePolicy::edge-keys-policy`,
  ...["due", "overdue"].map(
    (noun) => `${component("KeyReminder")}$aws:scheduler/schedule:Schedule::edge-keys-${noun}`,
  ),

  `${component("PageInvalidation")}::pages`,
  ...aFunction("PageInvalidation", "pages-invalidate-pages"),
  `${component("PageInvalidation")}$aws:lambda/invocation:Invocation::pages-deployed`,

  `${component("UsageReport")}::usage`,
  ...aFunction("UsageReport", "usage-report-usage", "usage-hourly-caller"),
  `${component("UsageReport")}$aws:cloudwatch/eventRule:EventRule::usage-hourly`,
  `${component("UsageReport")}$aws:cloudwatch/eventTarget:EventTarget::usage-hourly-target`,

  `${component("VersionPruner")}::versions`,
  ...aFunction("VersionPruner", "versions-prune-versions", "versions-daily-caller"),
  `${component("VersionPruner")}$aws:cloudwatch/eventRule:EventRule::versions-daily`,
  `${component("VersionPruner")}$aws:cloudwatch/eventTarget:EventTarget::versions-daily-target`,
];

/** One filter for the log of every function that a request, a stream or the clock runs. */
const coldStartFilters = declaredOnce.flatMap((resource) => {
  const noun = /LogGroup::api-([a-z-]+)-logs$/.exec(resource)?.[1];
  const filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
  return noun ? [`${component("Alerts")}$${filter}::alerts-cold-starts-${noun}`] : [];
});
const everyStage = [...declaredOnce, ...coldStartFilters];

const monthlyBackups = [
  `${component("Backups")}::backups`,
  `${component("Backups")}$aws:backup/vault:Vault::backups-vault`,
  `${component("Backups")}$aws:backup/plan:Plan::backups-plan`,
  `${component("Backups")}$aws:backup/selection:Selection::backups-tables`,
  `${component("Backups")}$aws:iam/role:Role::backups-role`,
  `${component("Backups")}$aws:iam/rolePolicy:RolePolicy::backups-policy`,
];

const auditTrail = [
  `${component("AuditTrail")}::audit`,
  `${component("AuditTrail")}$awsx:cloudtrail:Trail::audit-trail`,
  `${component("AuditTrail")}$aws:s3/bucket:Bucket::audit-bucket`,
  `${component("AuditTrail")}$aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::audit-no-public-access`,
  `${component("AuditTrail")}$aws:s3/bucketOwnershipControls:BucketOwnershipControls::audit-ownership`,
  `${component("AuditTrail")}$aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::audit-encryption`,
  `${component("AuditTrail")}$aws:s3/bucketVersioning:BucketVersioning::audit-versioning`,
  `${component("AuditTrail")}$aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::audit-lifecycle`,
];

/** What prod has beside the others: its certificate waits for the registrar. */
const requestedDomain = [
  `${component("StaticSite")}$${component("SiteDomain")}::site-domain`,
  `${component("SiteDomain")}$aws:acm/certificate:Certificate::site-domain-certificate`,
];

const accountLogging = [
  `${component("Gateway")}$${component("ApiGatewayLogging")}::api-gateway-logging`,
  `${component("ApiGatewayLogging")}$aws:iam/role:Role::api-gateway-logging-role`,
  `${component("ApiGatewayLogging")}$aws:iam/rolePolicy:RolePolicy::api-gateway-logging-policy`,
  `${component("ApiGatewayLogging")}$aws:apigateway/account:Account::api-gateway-logging-account`,
];

/** Everything but the site's files, which change with the site. */
function declared(graph: Graph): string[] {
  return graph.resources
    .filter((resource) => resource.type !== "aws:s3/bucketObjectv2:BucketObjectv2")
    .map(place);
}

describe("the program", () => {
  for (const stage of ["local", "dev", "prod"]) {
    it(`declares exactly these resources below these components on ${stage}`, async () => {
      expect(declared(await program(stage))).to.have.members([
        ...everyStage,
        ...accountLogging,
        ...(stage === "prod" ? [...requestedDomain, ...monthlyBackups, ...auditTrail] : []),
      ]);
    });
  }

  it("leaves the account's logging role to another stack where the stage says so", async () => {
    const graph = await program("dev", { "shopfront:apiGatewayLogging": "false" });
    expect(declared(graph)).to.have.members(everyStage);
  });

  it("leaves the account's logging role in place when it goes, because it may be another stack's", async () => {
    const all = await told(() => {
      new ApiGatewayLogging("logging");
    });
    const retained = [...all].filter(([, { retainOnDelete }]) => retainOnDelete);
    expect(retained.map(([name]) => name)).to.have.members([
      "logging-account",
      "logging-role",
      "logging-policy",
    ]);
  });

  it("subscribes who is to be told, and nobody else", async () => {
    const graph = await program("dev", {
      "shopfront:alertEmail": "ops@example.com",
      "shopfront:alertPhone": "+237651844664",
    });
    const subscriptions = graph
      .ofType("aws:sns/topicSubscription:TopicSubscription")
      .map(({ inputs }) => [inputs.protocol, inputs.endpoint, inputs.topic.split(":").at(-1)]);
    expect(subscriptions).to.have.deep.members([
      ["email", "ops@example.com", "alerts-critical-topic"],
      ["sms", "+237651844664", "alerts-critical-topic"],
      ["email", "ops@example.com", "alerts-warning-topic"],
      ["email", "ops@example.com", "alerts-edge-topic"],
      ["lambda", live("record-mail-result"), "mail-events-topic"],
      ["lambda", live("roll-back"), "alerts-rollback-alarm-topic"],
    ]);
  });

  it("exports the id of the key for signed URLs only where a stage has one", async () => {
    const graph = await program("prod", everyOption);
    const { id } = graph.only("aws:cloudfront/publicKey:PublicKey");
    expect(graph.exports.signedUrlKeyId).to.equal(id);
  });

  it("exports where everything is and no secret", async () => {
    const graph = await program("prod");
    const keys = graph.ofType("aws:apigateway/apiKey:ApiKey").map(({ outputs }) => outputs.value);
    expect(keys).to.have.lengthOf(2);
    expect(Object.keys(graph.exports)).to.have.members([
      "siteUrl",
      "apiUrl",
      "siteBucket",
      "pictureBucket",
      "distributionId",
      "tables",
      "adminUserPool",
      "dnsRecords",
      "criticalTopic",
      "warningTopic",
      "failureQueue",
    ]);
    expect(Object.keys(graph.exports.tables as object)).to.have.members([...tables]);
    for (const key of keys) {
      expect(key).to.have.lengthOf.at.least(20);
      expect(JSON.stringify(graph.exports)).not.to.include(key);
    }
  });

  it("fails with the sentence of a bad setting", async () => {
    let message = "";
    await program("dev", { "shopfront:burstLimit": "many" }).catch((error) => {
      message = error.message;
    });
    expect(message).to.equal(
      'shopfront:burstLimit is "many" but must be a whole number from 1 to 5000.',
    );
  });
});
