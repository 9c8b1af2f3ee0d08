import type { Rule } from "../rule";
import { apiGatewayRules } from "./api-gateway";
import { cloudFrontRules } from "./cloudfront";
import { cognitoRules } from "./cognito";
import { dynamoDbRules } from "./dynamodb";
import { firewallRules } from "./firewall";
import { iamRules } from "./iam";
import { lambdaRules } from "./lambda";
import { messagingRules } from "./messaging";
import { s3Rules } from "./s3";
import { upkeepRules } from "./upkeep";

/** Every rule that the program is held to. */
export const rules: readonly Rule[] = [
  ...s3Rules,
  ...cloudFrontRules,
  ...apiGatewayRules,
  ...dynamoDbRules,
  ...lambdaRules,
  ...iamRules,
  ...messagingRules,
  ...cognitoRules,
  ...firewallRules,
  ...upkeepRules,
];
