import type { PlainResource } from "../../policy/rule";
import { types } from "../../policy/types";

/** Resources that break a rule, and the same ones put right. */
export interface Fixture {
  readonly wrong: readonly PlainResource[];
  readonly right: readonly PlainResource[];
}

type Props = PlainResource["props"];

export function resource(type: string, props: Props, name = "it"): PlainResource {
  return { type, name, urn: `urn:pulumi:dev::shopfront::${type}::${name}`, props };
}

const account = "000000000000";
const bucket = resource(types.bucket, {
  id: "pages",
  bucket: "pages",
  arn: "arn:aws:s3:::pages",
  bucketRegionalDomainName: "pages.s3.ca-central-1.amazonaws.com",
});
const tlsOnly = (action: string) => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const document = (...statements: unknown[]) => JSON.stringify({ Statement: statements });

/** A bucket beside which something is missing, or wrong, or right. */
function besideBucket(type: string, right: Props, wrong?: Props): Fixture {
  const beside = (props: Props) => [bucket, resource(type, { bucket: "pages", ...props })];
  return { wrong: wrong ? beside(wrong) : [bucket], right: beside(right) };
}

/** One resource with wrong and right settings. */
function settings(type: string, wrong: Props, right: Props): Fixture {
  return { wrong: [resource(type, wrong)], right: [resource(type, right)] };
}

const open = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: false,
};
const bucketPolicy = types.bucketPolicy;
const origin = { originId: "site", domainName: "pages.s3.ca-central-1.amazonaws.com" };
const custom = (customOriginConfig: Props) => ({
  origins: [{ originId: "api", domainName: "api.example.com", customOriginConfig }],
});
const behavior = (props: Props) => ({ defaultCacheBehavior: props });
const certificate = (props: Props) => ({ viewerCertificate: props });
const hsts = (accessControlMaxAgeSec: number) => ({
  securityHeadersConfig: {
    strictTransportSecurity: { accessControlMaxAgeSec, includeSubdomains: true, override: true },
  },
});

const stage = resource(types.apiStage, { arn: "arn:stage", stageName: "api" });
const methods = (props: Props) =>
  resource(types.methodSettings, { methodPath: "*/*", stageName: "api", settings: props });
const api = (security: unknown, more: object = {}) => ({
  body: JSON.stringify({
    paths: { "/booking": { post: { security } } },
    components: {
      securitySchemes: { owner: { "x-amazon-apigateway-authtype": "cognito_user_pools" } },
    },
    ...more,
  }),
});
const validator = (validateRequestBody: boolean) => ({
  "x-amazon-apigateway-request-validator": "all",
  "x-amazon-apigateway-request-validators": {
    all: { validateRequestBody, validateRequestParameters: true },
  },
});

const table = resource(types.table, { arn: "arn:table" });
const lambda = (props: Props, name = "it") =>
  resource(types.function, { name, arn: `arn:${name}`, ...props }, name);
const byClock = resource(types.functionPermission, {
  function: "it",
  principal: "events.amazonaws.com",
  sourceArn: "arn:rule",
});
const destination = { onFailure: { destinationArn: "arn:failures" } };
const allow = (Action: string, Resource: string) => ({
  policy: document({ Effect: "Allow", Action, Resource }),
});

const topic = resource(types.topic, { arn: "arn:topic" });
const queue = resource(types.queue, { arn: "arn:failures", url: "https://sqs/failures" });
const topicOpen = (Condition?: object) => ({
  arn: "arn:topic",
  policy: document({
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: "arn:topic",
    Condition,
  }),
});
const trust = (Principal: unknown) => ({
  assumeRolePolicy: document({ Effect: "Allow", Action: "sts:AssumeRole", Principal }),
});
const passwords = {
  minimumLength: 12,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
};
const firewall = resource(types.firewall, { arn: "arn:acl" });

/** By the name of the rule; a rule without one fails the tests. */
export const fixtures: Readonly<Record<string, Fixture>> = {
  "bucket-access-logs": besideBucket(types.bucketLogging, { targetBucket: "logs" }),
  "bucket-blocks-public-access": besideBucket(
    types.bucketPublicAccessBlock,
    { ...open, restrictPublicBuckets: true },
    open,
  ),
  "bucket-open-to-nobody": besideBucket(
    bucketPolicy,
    {
      policy: document({
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
      }),
    },
    { policy: document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }) },
  ),
  "bucket-refuses-plain-http": besideBucket(
    bucketPolicy,
    { policy: document(tlsOnly("s3:*")) },
    { policy: document(tlsOnly("s3:GetObject")) },
  ),
  "bucket-encrypted": besideBucket(types.bucketEncryption, {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  }),
  "bucket-keeps-its-settings": besideBucket(
    bucketPolicy,
    { policy: document({ Effect: "Allow", Principal: { AWS: account }, Action: "s3:GetObject" }) },
    { policy: document({ Effect: "Allow", Principal: { AWS: account }, Action: "s3:Put*" }) },
  ),
  "bucket-replicated": besideBucket(types.bucketReplication, { rules: [] }),
  "bucket-lifecycle": besideBucket(
    types.bucketLifecycle,
    { rules: [{ status: "Enabled" }] },
    { rules: [{ status: "Disabled" }] },
  ),
  "bucket-events": besideBucket(types.bucketNotification, {}),
  "bucket-without-acls": besideBucket(
    types.bucketOwnership,
    { rule: { objectOwnership: "BucketOwnerEnforced" } },
    { rule: { objectOwnership: "ObjectWriter" } },
  ),
  "bucket-versioned": besideBucket(
    types.bucketVersioning,
    { versioningConfiguration: { status: "Enabled" } },
    { versioningConfiguration: { status: "Suspended" } },
  ),

  "edge-geo-restriction": settings(
    types.distribution,
    { restrictions: { geoRestriction: { restrictionType: "none" } } },
    { restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["CM"] } } },
  ),
  "edge-firewall": settings(types.distribution, {}, { webAclId: "arn:acl" }),
  "edge-access-logs": settings(types.distribution, {}, { loggingConfig: { bucket: "logs" } }),
  "edge-viewer-tls": settings(
    types.distribution,
    certificate({ minimumProtocolVersion: "TLSv1.1_2016" }),
    certificate({ minimumProtocolVersion: "TLSv1.2_2021" }),
  ),
  "edge-certificate": settings(
    types.distribution,
    certificate({ cloudfrontDefaultCertificate: true }),
    certificate({ acmCertificateArn: "arn:certificate" }),
  ),
  "edge-sni": settings(
    types.distribution,
    certificate({ acmCertificateArn: "arn:certificate", sslSupportMethod: "vip" }),
    certificate({ acmCertificateArn: "arn:certificate", sslSupportMethod: "sni-only" }),
  ),
  "edge-origin-tls": settings(
    types.distribution,
    custom({ originSslProtocols: ["TLSv1", "TLSv1.2"] }),
    custom({ originSslProtocols: ["TLSv1.2"] }),
  ),
  "edge-origin-https": settings(
    types.distribution,
    custom({ originProtocolPolicy: "match-viewer" }),
    custom({ originProtocolPolicy: "https-only" }),
  ),
  "edge-origin-access": settings(
    types.distribution,
    { origins: [origin] },
    { origins: [{ ...origin, originAccessControlId: "E1" }] },
  ),
  "edge-default-root": settings(types.distribution, {}, { defaultRootObject: "index.html" }),
  "edge-https": settings(
    types.distribution,
    behavior({ viewerProtocolPolicy: "allow-all" }),
    behavior({ viewerProtocolPolicy: "redirect-to-https" }),
  ),
  "edge-failover": settings(
    types.distribution,
    { originGroups: [{ members: [{ originId: "site" }] }] },
    { originGroups: [{ members: [{ originId: "site" }, { originId: "replica" }] }] },
  ),
  "edge-origin-exists": {
    wrong: [resource(types.distribution, { origins: [origin] })],
    right: [resource(types.distribution, { origins: [origin] }), bucket],
  },
  "edge-headers": settings(
    types.distribution,
    behavior({}),
    behavior({ responseHeadersPolicyId: "P1" }),
  ),
  "edge-hsts": settings(types.responseHeaders, hsts(300), hsts(63_072_000)),

  "api-access-log": settings(
    types.apiStage,
    {},
    { accessLogSettings: { destinationArn: "arn:log", format: "{}" } },
  ),
  "api-access-log-json": settings(
    types.apiStage,
    { accessLogSettings: { format: "$context.requestId $context.status" } },
    { accessLogSettings: { format: '{"status":"$context.status"}' } },
  ),
  "api-validates": settings(types.restApi, api([], validator(false)), api([], validator(true))),
  "api-firewall": {
    wrong: [stage],
    right: [stage, resource(types.firewallAssociation, { resourceArn: "arn:stage" })],
  },
  "api-authorized": settings(types.restApi, api([]), api([{ edgeKey: [] }])),
  "api-cognito": settings(types.restApi, api([{ edgeKey: [] }]), api([{ owner: [] }])),
  "api-execution-log": {
    wrong: [stage, methods({ loggingLevel: "OFF" })],
    right: [stage, methods({ loggingLevel: "ERROR" })],
  },
  "api-no-data-trace": { wrong: [methods({ dataTraceEnabled: true })], right: [methods({})] },
  "api-tracing": settings(types.apiStage, {}, { xrayTracingEnabled: true }),
  "api-client-certificate": settings(types.apiStage, {}, { clientCertificateId: "c1" }),
  "api-throttled": {
    wrong: [stage, methods({ throttlingRateLimit: -1, throttlingBurstLimit: -1 })],
    right: [stage, methods({ throttlingRateLimit: 100, throttlingBurstLimit: 200 })],
  },

  "table-recovery": settings(
    types.table,
    { pointInTimeRecovery: { enabled: false } },
    { pointInTimeRecovery: { enabled: true } },
  ),
  "table-recovery-35-days": settings(
    types.table,
    { pointInTimeRecovery: { recoveryPeriodInDays: 7 } },
    { pointInTimeRecovery: { recoveryPeriodInDays: 35 } },
  ),
  "table-scales": settings(
    types.table,
    { billingMode: "PROVISIONED", readCapacity: 5 },
    { billingMode: "PAY_PER_REQUEST" },
  ),
  "table-backup-plan": {
    wrong: [table, resource(types.backupSelection, { resources: ["arn:another"] })],
    right: [table, resource(types.backupSelection, { resources: ["arn:table"] })],
  },
  "table-deletion-protection": settings(types.table, {}, { deletionProtectionEnabled: true }),

  "function-runtime": settings(
    types.function,
    { runtime: "nodejs20.x" },
    { runtime: "nodejs24.x" },
  ),
  "function-not-public": settings(
    types.functionPermission,
    { principal: "*" },
    { principal: "sns.amazonaws.com", sourceArn: "arn:topic" },
  ),
  "function-tracing": settings(types.function, {}, { tracingConfig: { mode: "Active" } }),
  "function-concurrency": settings(types.function, {}, { reservedConcurrentExecutions: 5 }),
  "function-dead-letters": settings(
    types.function,
    {},
    { deadLetterConfig: { targetArn: "arn:failures" } },
  ),
  "function-failure-destination": {
    wrong: [lambda({}), byClock],
    right: [
      lambda({}),
      byClock,
      resource(types.functionInvokeConfig, { functionName: "it", destinationConfig: destination }),
    ],
  },
  "function-signed": settings(types.function, {}, { codeSigningConfigArn: "arn:signing" }),
  "function-memory": settings(types.function, {}, { memorySize: 256 }),
  "function-timeout": settings(types.function, {}, { timeout: 10 }),
  "stream-failure-destination": settings(
    types.eventSourceMapping,
    {},
    { destinationConfig: destination },
  ),
  "function-role-of-its-own": {
    wrong: [lambda({ role: "arn:role" }), lambda({ role: "arn:role" }, "other")],
    right: [lambda({ role: "arn:role" }), lambda({ role: "arn:role-2" }, "other")],
  },
  "function-log-group": {
    wrong: [lambda({})],
    right: [
      lambda({ loggingConfig: { logGroup: "/aws/lambda/it" } }),
      resource(types.logGroup, { name: "/aws/lambda/it" }),
    ],
  },
  "function-no-secrets": settings(
    types.function,
    { environment: { variables: { SMTP_PASSWORD: "hunter2" } } },
    { environment: { variables: { SLOTS_TABLE: "slots" } } },
  ),

  "role-no-managed-policies": settings(
    types.rolePolicyAttachment,
    { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
    { policyArn: `arn:aws:iam::${account}:policy/own` },
  ),
  "policy-no-wildcards": settings(
    types.rolePolicy,
    allow("dynamodb:Get*", "arn:table"),
    allow("dynamodb:GetItem", "arn:table"),
  ),
  "policy-not-admin": settings(types.rolePolicy, allow("*", "*"), allow("*", "arn:table")),
  "policy-no-whole-service": settings(
    types.rolePolicy,
    allow("dynamodb:*", "arn:table"),
    allow("dynamodb:GetItem", "arn:table"),
  ),
  "role-of-one-service": settings(
    types.role,
    trust({ AWS: "*" }),
    trust({ Service: "lambda.amazonaws.com" }),
  ),

  "topic-refuses-plain-http": {
    wrong: [topic, resource(types.topicPolicy, topicOpen())],
    right: [
      topic,
      resource(types.topicPolicy, { arn: "arn:topic", policy: document(tlsOnly("sns:Publish")) }),
    ],
  },
  "topic-encrypted": settings(types.topic, {}, { kmsMasterKeyId: "alias/topics" }),
  "topic-of-this-account": settings(
    types.topicPolicy,
    topicOpen(),
    topicOpen({ StringEquals: { "AWS:SourceAccount": account } }),
  ),
  "subscription-dead-letters": settings(types.topicSubscription, {}, { redrivePolicy: "{}" }),
  "delivery-stream-encrypted": settings(
    types.deliveryStream,
    { serverSideEncryption: { enabled: false } },
    { serverSideEncryption: { enabled: true } },
  ),
  "queue-encrypted": settings(types.queue, {}, { sqsManagedSseEnabled: true }),
  "queue-dead-letters": {
    wrong: [queue],
    right: [queue, resource(types.eventSourceMapping, { destinationConfig: destination })],
  },
  "queue-refuses-plain-http": {
    wrong: [queue],
    right: [
      queue,
      resource(types.queuePolicy, {
        queueUrl: "https://sqs/failures",
        policy: document(tlsOnly("sqs:*")),
      }),
    ],
  },
  "schedule-dead-letters": settings(
    types.eventTarget,
    {},
    { deadLetterConfig: { arn: "arn:failures" } },
  ),

  "sign-in-passwords": settings(
    types.userPool,
    { passwordPolicy: { ...passwords, minimumLength: 6 } },
    { passwordPolicy: passwords },
  ),
  "sign-in-second-factor": settings(
    types.userPool,
    { mfaConfiguration: "OPTIONAL" },
    { mfaConfiguration: "ON" },
  ),
  "sign-in-threat-protection": settings(
    types.userPool,
    { userPoolAddOns: { advancedSecurityMode: "AUDIT" } },
    { userPoolAddOns: { advancedSecurityMode: "ENFORCED" } },
  ),

  "firewall-has-rules": settings(types.firewall, { rules: [] }, { rules: [{ name: "rate" }] }),
  "firewall-logs": {
    wrong: [firewall],
    right: [firewall, resource(types.firewallLogging, { resourceArn: "arn:acl" })],
  },
  "firewall-metrics": settings(
    types.firewall,
    { rules: [{ name: "rate", visibilityConfig: { cloudwatchMetricsEnabled: false } }] },
    { rules: [{ name: "rate", visibilityConfig: { cloudwatchMetricsEnabled: true } }] },
  ),

  "log-retention": settings(types.logGroup, {}, { retentionInDays: 30 }),
  tagged: settings(types.table, {}, { tags: { Project: "shopfront" } }),
};

/** The fixture of a rule that has one. */
export function fixture(rule: string): Fixture {
  const found = fixtures[rule];
  if (!found) throw new Error(`The rule ${rule} has no fixture.`);
  return found;
}
