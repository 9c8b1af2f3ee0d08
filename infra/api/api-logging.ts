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

/** The log groups of an API: of its requests, and of what went wrong with them. */
export interface GatewayLogs {
  readonly access: aws.cloudwatch.LogGroup;
  readonly errors: aws.cloudwatch.LogGroup;
}

export interface GatewayLogsArgs {
  readonly apiId: pulumi.Output<string>;
  readonly stageName: string;
  readonly retentionInDays: number;
}

/** Declares both. */
export function gatewayLogs(
  name: string,
  { apiId, stageName, retentionInDays }: GatewayLogsArgs,
  parent: pulumi.Resource,
): GatewayLogs {
  const access = new aws.cloudwatch.LogGroup(`${name}-access-log`, { retentionInDays }, { parent });
  // The name is API Gateway's own for its error log. It would create the group itself, without
  // retention, and `pulumi destroy` would leave it behind.
  const errors = new aws.cloudwatch.LogGroup(
    `${name}-error-log`,
    { name: pulumi.interpolate`API-Gateway-Execution-Logs_${apiId}/${stageName}`, retentionInDays },
    { parent },
  );
  return { access, errors };
}

/**
 * The role with which API Gateway writes all its logs in this account and region. There is only one, so
 * a second stack in the account sets `apiGatewayLogging: false`.
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
