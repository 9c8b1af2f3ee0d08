import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// Counts how often each name was greeted.
const greetings = new aws.dynamodb.Table("greetings", {
  attributes: [{ name: "name", type: "S" }],
  hashKey: "name",
  billingMode: "PAY_PER_REQUEST",
});

const word = config.get("word") ?? "Hello";

const greet = new aws.lambda.CallbackFunction("greet", {
  // biome-ignore lint/suspicious/noExplicitAny: the event of API Gateway
  callback: async (event: any) => {
    const { DynamoDBClient, UpdateItemCommand } = require("@aws-sdk/client-dynamodb");
    const client = new DynamoDBClient({});
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: greetings.name.get(),
        Key: { name: { S: event.pathParameters.name } },
        UpdateExpression: "ADD times :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "ALL_NEW",
      }),
    );
    return {
      statusCode: 200,
      body: JSON.stringify({
        greeting: `${word}, ${event.pathParameters.name}!`,
        times: Number(Attributes.times.N),
      }),
    };
  },
});

const api = new aws.apigateway.RestApi("api", { description: "Greets people" });

const hello = new aws.apigateway.Resource("hello", {
  restApi: api.id,
  parentId: api.rootResourceId,
  pathPart: "hello",
});

const name = new aws.apigateway.Resource("name", {
  restApi: api.id,
  parentId: hello.id,
  pathPart: "{name}",
});

const method = new aws.apigateway.Method("get-name", {
  restApi: api.id,
  resourceId: name.id,
  httpMethod: "GET",
  authorization: "NONE",
});

const integration = new aws.apigateway.Integration("get-name", {
  restApi: api.id,
  resourceId: name.id,
  httpMethod: method.httpMethod,
  integrationHttpMethod: "POST",
  type: "AWS_PROXY",
  uri: greet.invokeArn,
});

// Only who has credentials of AWS may delete.
const remove = new aws.apigateway.Method("delete-name", {
  restApi: api.id,
  resourceId: name.id,
  httpMethod: "DELETE",
  authorization: "AWS_IAM",
});

const removal = new aws.apigateway.Integration("delete-name", {
  restApi: api.id,
  resourceId: name.id,
  httpMethod: remove.httpMethod,
  integrationHttpMethod: "POST",
  type: "AWS_PROXY",
  uri: greet.invokeArn,
});

new aws.lambda.Permission("api-may-greet", {
  action: "lambda:InvokeFunction",
  function: greet.name,
  principal: "apigateway.amazonaws.com",
  sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
});

const deployment = new aws.apigateway.Deployment(
  "deployment",
  { restApi: api.id },
  { dependsOn: [integration, removal] },
);

const stage = new aws.apigateway.Stage("stage", {
  restApi: api.id,
  deployment: deployment.id,
  stageName: "v1",
});

export const url = stage.invokeUrl;
