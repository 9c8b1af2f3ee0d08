/** The calls that a provider made, by service: API names, or "METHOD /path" where the API is REST. */
export type Calls = Readonly<Record<string, readonly string[]>>;

/** What the functions call, which the recording heard as well, and a deployment does not need. */
const ofFunctions = new Set([
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:TransactWriteItems",
  "dynamodb:UpdateItem",
  "ses:SendRawEmail",
]);

/** The IAM actions that REST calls need, by "METHOD path" with every id as {}. */
const rest: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lambda: {
    "DELETE /event-source-mappings/{}": "DeleteEventSourceMapping",
    "DELETE /functions/{}": "DeleteFunction",
    "DELETE /functions/{}/aliases/{}": "DeleteAlias",
    "DELETE /functions/{}/event-invoke-config": "DeleteFunctionEventInvokeConfig",
    "DELETE /functions/{}/policy/{}": "RemovePermission",
    "GET /event-source-mappings/{}": "GetEventSourceMapping",
    "GET /functions/{}": "GetFunction",
    "GET /functions/{}/aliases/{}": "GetAlias",
    "GET /functions/{}/code-signing-config": "GetFunctionCodeSigningConfig",
    "GET /functions/{}/configuration": "GetFunctionConfiguration",
    "GET /functions/{}/event-invoke-config": "GetFunctionEventInvokeConfig",
    "GET /functions/{}/policy": "GetPolicy",
    "GET /functions/{}/versions": "ListVersionsByFunction",
    "GET /tags/{}": "ListTags",
    "POST /event-source-mappings": "CreateEventSourceMapping",
    "POST /functions": "CreateFunction",
    "POST /functions/{}/aliases": "CreateAlias",
    "POST /functions/{}/invocations": "InvokeFunction",
    "POST /functions/{}/policy": "AddPermission",
    "POST /functions/{}/versions": "PublishVersion",
    "PUT /functions/{}/aliases/{}": "UpdateAlias",
    "PUT /functions/{}/code": "UpdateFunctionCode",
    "PUT /functions/{}/configuration": "UpdateFunctionConfiguration",
    "PUT /functions/{}/event-invoke-config": "PutFunctionEventInvokeConfig",
  },
  ses: {
    "DELETE /v2/email/configuration-sets/{}": "DeleteConfigurationSet",
    "DELETE /v2/email/configuration-sets/{}/event-destinations/{}":
      "DeleteConfigurationSetEventDestination",
    "DELETE /v2/email/identities/{}": "DeleteEmailIdentity",
    "GET /v2/email/configuration-sets/{}": "GetConfigurationSet",
    "GET /v2/email/configuration-sets/{}/event-destinations":
      "GetConfigurationSetEventDestinations",
    "GET /v2/email/identities/{}": "GetEmailIdentity",
    "GET /v2/email/tags": "ListTagsForResource",
    "POST /v2/email/configuration-sets": "CreateConfigurationSet",
    "POST /v2/email/configuration-sets/{}/event-destinations":
      "CreateConfigurationSetEventDestination",
    "POST /v2/email/identities": "CreateEmailIdentity",
  },
  scheduler: {
    "DELETE /schedules/{}": "DeleteSchedule",
    "GET /schedules/{}": "GetSchedule",
    "POST /schedules/{}": "CreateSchedule",
    "PUT /schedules/{}": "UpdateSchedule",
  },
  backup: {
    "DELETE /backup-vaults/{}": "DeleteBackupVault",
    "DELETE /backup/plans/{}": "DeleteBackupPlan",
    "DELETE /backup/plans/{}/selections/{}": "DeleteBackupSelection",
    "GET /backup-vaults/{}": "DescribeBackupVault",
    "GET /backup-vaults/{}/recovery-points": "ListRecoveryPointsByBackupVault",
    "GET /backup/plans/{}": "GetBackupPlan",
    "GET /backup/plans/{}/selections/{}": "GetBackupSelection",
    "GET /tags/{}": "ListTags",
    "PUT /backup-vaults/{}": "CreateBackupVault",
    "PUT /backup/plans": "CreateBackupPlan",
    "PUT /backup/plans/{}/selections": "CreateBackupSelection",
  },
  route53: {
    "DELETE /hostedzone/{}": "DeleteHostedZone",
    "GET /change/{}": "GetChange",
    "GET /hostedzone/{}": "GetHostedZone",
    "GET /hostedzone/{}/rrset": "ListResourceRecordSets",
    "GET /tags/{}/{}": "ListTagsForResource",
    "POST /hostedzone": "CreateHostedZone",
    "POST /hostedzone/{}/rrset": "ChangeResourceRecordSets",
    "POST /tags/{}/{}": "ChangeTagsForResource",
  },
  s3: {
    "DELETE bucket": "DeleteBucket",
    "DELETE bucket?encryption": "PutEncryptionConfiguration",
    "DELETE bucket?lifecycle": "PutLifecycleConfiguration",
    "DELETE bucket?ownershipControls": "PutBucketOwnershipControls",
    "DELETE bucket?policy": "DeleteBucketPolicy",
    "DELETE bucket?publicAccessBlock": "PutBucketPublicAccessBlock",
    "DELETE object DeleteObject": "DeleteObject",
    "GET bucket": "ListBucket",
    "GET bucket?accelerate": "GetAccelerateConfiguration",
    "GET bucket?acl": "GetBucketAcl",
    "GET bucket?cors": "GetBucketCORS",
    "GET bucket?encryption": "GetEncryptionConfiguration",
    "GET bucket?lifecycle": "GetLifecycleConfiguration",
    "GET bucket?logging": "GetBucketLogging",
    "GET bucket?object-lock": "GetBucketObjectLockConfiguration",
    "GET bucket?ownershipControls": "GetBucketOwnershipControls",
    "GET bucket?policy": "GetBucketPolicy",
    "GET bucket?publicAccessBlock": "GetBucketPublicAccessBlock",
    "GET bucket?replication": "GetReplicationConfiguration",
    "GET bucket?requestPayment": "GetBucketRequestPayment",
    "GET bucket?versioning": "GetBucketVersioning",
    "GET bucket?website": "GetBucketWebsite",
    "GET object": "GetObject",
    "GET object?tagging": "GetObjectTagging",
    "HEAD bucket": "ListBucket",
    "HEAD object": "GetObject",
    "POST bucket?delete": "DeleteObject",
    "PUT bucket": "CreateBucket",
    "PUT bucket?encryption": "PutEncryptionConfiguration",
    "PUT bucket?lifecycle": "PutLifecycleConfiguration",
    "PUT bucket?ownershipControls": "PutBucketOwnershipControls",
    "PUT bucket?policy": "PutBucketPolicy",
    "PUT bucket?publicAccessBlock": "PutBucketPublicAccessBlock",
    "PUT bucket?replication": "PutReplicationConfiguration",
    "PUT bucket?versioning": "PutBucketVersioning",
    "PUT object PutObject": "PutObject",
  },
};

/** CloudFront's paths name the noun that its actions name. */
const cloudFrontNouns: Readonly<Record<string, string>> = {
  "cache-policy": "CachePolicy",
  distribution: "Distribution",
  function: "Function",
  "key-group": "KeyGroup",
  "origin-access-control": "OriginAccessControl",
  "public-key": "PublicKey",
  "response-headers-policy": "ResponseHeadersPolicy",
};
const cloudFrontVerbs: Readonly<Record<string, string>> = {
  DELETE: "Delete",
  GET: "Get",
  POST: "Create",
  PUT: "Update",
};

/** The IAM actions behind recorded calls; throws for one that it does not know. */
export function actionsOf(calls: Calls): string[] {
  const found = Object.entries(calls).flatMap(([service, all]) =>
    all
      .filter((call) => !ofFunctions.has(`${service}:${call}`))
      .map((call) => actionOf(service, call)),
  );
  return [...new Set(found)].sort();
}

function actionOf(service: string, call: string): string {
  if (service === "monitoring") return `cloudwatch:${call.split("/").at(-1)}`;
  if (service === "budgets") return `budgets:${budgetAction(call)}`;
  const [method = "", path = ""] = call.split(" ");
  // API Gateway's actions are its methods, and what they may touch is in the resource.
  if (service === "apigateway") return `apigateway:${method}`;
  if (path === "") return `${service}:${call}`;
  const action =
    service === "cloudfront"
      ? cloudFrontAction(method, path)
      : rest[service]?.[call.replace(/\{\w+\}/g, "{}").replace("/2013-04-01", "")];
  if (!action)
    throw new Error(`No IAM action is known for ${service} "${call}"; add it to calls.ts.`);
  return `${service}:${action}`;
}

function budgetAction(call: string): string {
  if (call === "ListTagsForResource") return call;
  return call.startsWith("Describe") ? "ViewBudget" : "ModifyBudget";
}

function cloudFrontAction(method: string, path: string): string | undefined {
  const [, noun = "", , detail] = path.split("/");
  if (noun === "tagging") return "ListTagsForResource";
  if (detail === "invalidation") return "CreateInvalidation";
  if (detail === "monitoring-subscription")
    return `${cloudFrontVerbs[method]}MonitoringSubscription`;
  if (detail === "publish") return "PublishFunction";
  if (detail === "describe") return "DescribeFunction";
  return cloudFrontNouns[noun] && `${cloudFrontVerbs[method]}${cloudFrontNouns[noun]}`;
}
