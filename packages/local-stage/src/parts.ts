/** Single parts of the stage, for tests and tools that need no more than one of them. */
export { type DataFolder, openDataFolder } from "./data-folder";
export { type Listening, listen } from "./http/server";
export { outputsOf } from "./registry";
export { type ApiGateway, startApiGateway } from "./services/api-gateway/api-gateway";
export { type CloudFront, startCloudFront } from "./services/cloudfront/cloudfront";
export type { CloudWatch } from "./services/cloudwatch/cloudwatch";
export { type Account, type Cognito, startCognito } from "./services/cognito/cognito";
export { type Engine, startEngine } from "./services/dynamodb/engine";
export { ensureTables } from "./services/dynamodb/tables";
export { scheduleExpression } from "./services/events/expression";
export { decide } from "./services/iam/iam";
export type { PolicyDocument, Statement } from "./services/iam/policy";
export type { Role } from "./services/iam/roles";
export { startPoller } from "./services/lambda/event-sources/poller";
export { streamSource } from "./services/lambda/event-sources/source";
export type { FunctionRecord, PublishedVersion } from "./services/lambda/function";
export { allows } from "./services/s3/bucket-policy";
export type { Mail } from "./services/ses/mailbox";
