import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const failed = new aws.sqs.Queue("failed-orders");

const orders = new aws.sqs.Queue("orders", {
  visibilityTimeoutSeconds: 1,
  redrivePolicy: pulumi.jsonStringify({
    deadLetterTargetArn: failed.arn,
    maxReceiveCount: 2,
  }),
});

const packed = new aws.dynamodb.Table("packed", {
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  billingMode: "PAY_PER_REQUEST",
});

/** A role that a function runs under, with what it may do. */
function roleFor(name: string, statements: pulumi.Input<aws.iam.PolicyStatement>[]) {
  const role = new aws.iam.Role(`${name}-role`, {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  });
  new aws.iam.RolePolicyAttachment(`${name}-logs`, {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
  });
  new aws.iam.RolePolicy(`${name}-policy`, {
    role: role.id,
    policy: { Version: "2012-10-17", Statement: statements },
  });
  return role;
}

// Takes orders, and may do nothing else with the queue.
const take = new aws.lambda.Function("take", {
  runtime: "nodejs22.x",
  handler: "index.handler",
  role: roleFor("take", [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: orders.arn }]).arn,
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset("take.js") }),
  environment: { variables: { QUEUE_URL: orders.url } },
});

// Packs what was ordered, ten at a time.
const pack = new aws.lambda.Function("pack", {
  runtime: "nodejs22.x",
  handler: "pack.handler",
  role: roleFor("pack", [
    {
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: orders.arn,
    },
    { Effect: "Allow", Action: "dynamodb:PutItem", Resource: packed.arn },
  ]).arn,
  code: new pulumi.asset.AssetArchive({
    "pack.js": new pulumi.asset.StringAsset(`
      const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
      const client = new DynamoDBClient({});
      exports.handler = async ({ Records }) => {
        const batchItemFailures = [];
        for (const { messageId, body, attributes } of Records) {
          const { id } = JSON.parse(body);
          console.log("packing", id, "try", attributes.ApproximateReceiveCount);
          if (id.startsWith("broken")) batchItemFailures.push({ itemIdentifier: messageId });
          else await client.send(new PutItemCommand({
            TableName: process.env.TABLE,
            Item: { id: { S: id }, batch: { N: String(Records.length) } },
          }));
        }
        return { batchItemFailures };
      };
    `),
  }),
  timeout: 1,
  environment: { variables: { TABLE: packed.name } },
});

new aws.lambda.EventSourceMapping("orders-to-pack", {
  eventSourceArn: orders.arn,
  functionName: pack.name,
  batchSize: 10,
  functionResponseTypes: ["ReportBatchItemFailures"],
});

export const takeFunction = take.name;
export const ordersQueue = orders.url;
export const failedQueue = failed.arn;
export const packedTable = packed.name;
