import { expect } from "chai";
import { program, statements } from "../../support/pulumi";

const at = "ca-central-1:000000000000";

describe("mail", () => {
  it("leaves over TLS, from the sender's domain, and not to who bounced or complained", async () => {
    const graph = await program("prod");
    expect(graph.only("aws:sesv2/configurationSet:ConfigurationSet").inputs).to.deep.equal({
      configurationSetName: "shopfront-prod",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    expect(graph.only("aws:sesv2/emailIdentity:EmailIdentity").inputs).to.deep.equal({
      emailIdentity: "braidwithpetra.ca",
      configurationSetName: "shopfront-prod",
    });
  });

  it("is told of by SES on a topic that nobody else may publish to", async () => {
    const graph = await program("prod");
    const topic = `arn:aws:sns:${at}:mail-events-topic`;
    expect(
      graph.only("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination")
        .inputs,
    ).to.deep.equal({
      configurationSetName: "shopfront-prod",
      eventDestinationName: "bookings",
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["REJECT", "BOUNCE", "COMPLAINT", "DELIVERY"],
        snsDestination: { topicArn: topic },
      },
    });
    const policy = graph.named("aws:sns/topicPolicy:TopicPolicy", "mail-events-policy");
    expect(policy.inputs.arn).to.equal(topic);
    expect(statements(policy)).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "ses.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic,
        Condition: {
          StringEquals: {
            "AWS:SourceAccount": "000000000000",
            "AWS:SourceArn": `arn:aws:ses:${at}:configuration-set/shopfront-prod`,
          },
        },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: [topic],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("feeds what SES tells to one function, whose failures wait in the queue with the alarm", async () => {
    const graph = await program("prod");
    const topic = `arn:aws:sns:${at}:mail-events-topic`;
    const name = "api-record-mail-result";
    const live = `arn:aws:lambda:${at}:function:shopfront-prod-record-mail-result:live`;
    const subscriptions = graph
      .ofType("aws:sns/topicSubscription:TopicSubscription")
      .filter(({ inputs }) => inputs.topic === topic);
    expect(subscriptions.map(({ inputs }) => inputs)).to.deep.equal([
      { topic, protocol: "lambda", endpoint: live },
    ]);
    expect(
      graph.named("aws:lambda/permission:Permission", `${name}-topic-caller`).inputs,
    ).to.deep.equal({
      action: "lambda:InvokeFunction",
      function: "shopfront-prod-record-mail-result",
      qualifier: "live",
      principal: "sns.amazonaws.com",
      sourceArn: topic,
    });
    expect(
      graph.named(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        `${name}-topic-retries`,
      ).inputs,
    ).to.deep.equal({
      functionName: "shopfront-prod-record-mail-result",
      qualifier: "live",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: {
        onFailure: { destination: `arn:aws:sqs:${at}:api-failures-queue` },
      },
    });
  });
});
