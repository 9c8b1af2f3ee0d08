import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../access/iam";
import { serviceRole } from "../access/service-role";

/** One line per request, without IP address, query string or booking id. */
export const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  bytes: "$context.responseLength",
  latencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  error: "$context.error.responseType",
});

/**
 * The role with which API Gateway writes all its logs in this account and region. There is only one, so
 * a second stack in the account sets `apiGatewayLogging: false`; otherwise the last one deployed has it.
 */
export class ApiGatewayLogging extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:ApiGatewayLogging", name, {}, opts);
    // On every log group: the role serves all APIs of the account, and API Gateway refuses a role that
    // lacks any of these on `*`.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    const actions = [
      "CreateLogGroup",
      "CreateLogStream",
      "DescribeLogGroups",
      "DescribeLogStreams",
      "FilterLogEvents",
      "GetLogEvents",
      "PutLogEvents",
    ];
    const cloudwatchRoleArn = serviceRole(
      name,
      {
        service: "apigateway.amazonaws.com",
        grants: [allow("logs", actions, "*")],
        description: "Writes API Gateway's logs in this account.",
        // The account's setting outlives this stack: without its role, the logs of every other API in
        // the account would end without a word.
        outlivesStack: true,
      },
      this,
    );
    new aws.apigateway.Account(
      `${name}-account`,
      { cloudwatchRoleArn },
      // Deleting it would clear the account's setting, which may belong to another stage by then.
      { parent: this, retainOnDelete: true },
    );
    this.registerOutputs({});
  }
}
