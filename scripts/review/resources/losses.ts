import { isVitalType } from "../../provider/vital";
import type { ResourceChange } from "./resource-changes";

/** What is gone with a resource of a type that is replaced or deleted. */
const lost: Readonly<Record<string, string>> = {
  "aws:dynamodb/table:Table":
    "every item in it, and its point-in-time recovery; a new one begins empty",
  "aws:s3/bucket:Bucket": "every object in it, with all versions",
  "aws:cognito/userPool:UserPool": "every account and password in it",
  "aws:cognito/userPoolClient:UserPoolClient": "everybody's sign-in; its id is in the pages",
  "aws:cognito/userGroup:UserGroup": "who belongs to the group",
  "aws:sesv2/emailIdentity:EmailIdentity":
    "its verification: no mail is sent until the new DKIM records are entered",
  "aws:cloudfront/distribution:Distribution":
    "its address, cloudfront.net's; DNS records that name it must be changed",
  "aws:apigateway/restApi:RestApi": "its address; clients that call it directly fail",
  "aws:apigateway/apiKey:ApiKey": "the key; who sends the old one is refused",
  "aws:acm/certificate:Certificate": "its validation; the new DNS records must be entered",
  "aws:route53/zone:Zone": "its name servers; the registrar must be told the new ones",
  "aws:cloudwatch/logGroup:LogGroup": "every log line in it",
  "aws:sqs/queue:Queue": "every message in it",
  "aws:sns/topic:Topic": "its subscriptions, which must be confirmed again",
  "aws:sns/topicSubscription:TopicSubscription": "its confirmation, for mail",
  "aws:backup/vault:Vault": "every backup in it; a vault that is not empty refuses to go",
  "aws:lambda/function:Function": "its earlier versions, to which it could be rolled back",
  "aws:lambda/eventSourceMapping:EventSourceMapping":
    "its place in the stream; events may be handled twice or, beyond a day, not at all",
  "aws:cloudtrail/trail:Trail": "its recording until the new one runs",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "the lines that it still holds",
  "aws:apigateway/deployment:Deployment": "nothing; each deployment of an API is a new one",
  "aws:lambda/invocation:Invocation": "nothing; the function is invoked again",
  "aws:backup/selection:Selection": "nothing; the vault keeps its backups",
  "aws:lambda/permission:Permission": "nothing; calls are refused for a moment",
  "aws:iam/rolePolicy:RolePolicy": "nothing; the role may do less for a moment",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "its history and present state",
};

/** What is gone after a change; nothing where it takes away nothing, or nothing that was kept in it. */
export function lossOf({ kind, resource }: ResourceChange): string | undefined {
  const isGoing = kind === "replaced" || kind === "may be replaced" || kind === "deleted";
  if (kind === "replaced" && resource.options.retainOnDelete) {
    return "what is in it, for the program: the old one stays in AWS, and the new one begins empty";
  }
  return isGoing ? lost[resource.type] : undefined;
}

/** Whether a change takes away data or an identity. */
export function isVital(change: ResourceChange): boolean {
  return lossOf(change) !== undefined && isVitalType(change.resource.type);
}
