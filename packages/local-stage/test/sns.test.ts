import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { targetInput } from "../src/services/events/target-input";
import type { Statement } from "../src/services/iam/policy";
import type { Role } from "../src/services/iam/roles";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  temporaryFolder,
  until,
} from "./fixtures";

const arn = (service: string, path: string) =>
  `arn:aws:${service}:ca-central-1:000000000000:${path}`;
const alarms = arn("sns", "alarms");
const ruled = arn("sns", "ruled");
const failures = arn("sqs", "failures");

/** Writes its event to its log and fails as often as the message says. */
const subscriber = `
let calls = 0;
exports.handler = async (event) => {
  console.log({ call: ++calls, event });
  const { failures } = JSON.parse(event.Records[0].Sns.Message);
  if (calls <= failures) throw new Error("not yet");
};`;

describe("a topic on the local stage", () => {
  const folder = temporaryFolder();
  const clients: SNSClient[] = [];
  let backend: TestBackend;

  const policy = (topic: string, service: string, condition: object): Record<string, unknown> => ({
    arn: topic,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sns:Publish",
          Resource: topic,
          Condition: condition,
        },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: topic,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  const subscription = (name: string, topic: string, protocol: string, endpoint: string) =>
    resource("aws:sns/topicSubscription:TopicSubscription", name, { topic, protocol, endpoint });
  const permission = (name: string, more: object) =>
    resource("aws:lambda/permission:Permission", `${name}-permission`, {
      action: "lambda:InvokeFunction",
      function: name,
      qualifier: "live",
      principal: "sns.amazonaws.com",
      sourceArn: alarms,
      ...more,
    });
  const mayQueue: Statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: failures };

  before(async () => {
    const live = (name: string) => `${functionArn(name)}:live`;
    backend = await openBackend(folder.path, [
      resource("aws:sns/topic:Topic", "alarms", {}),
      resource("aws:sns/topic:Topic", "ruled", {}),
      resource("aws:sns/topic:Topic", "bare", {}),
      resource(
        "aws:sns/topicPolicy:TopicPolicy",
        "alarms-policy",
        policy(alarms, "cloudwatch.amazonaws.com", {
          StringEquals: { "AWS:SourceAccount": "000000000000" },
        }),
      ),
      resource(
        "aws:sns/topicPolicy:TopicPolicy",
        "ruled-policy",
        policy(ruled, "events.amazonaws.com", {
          ArnEquals: { "aws:SourceArn": arn("events", "rule/backup") },
        }),
      ),
      subscription("mail", alarms, "email", "ops@example.com"),
      subscription("text", alarms, "sms", "+237651844664"),
      subscription("queue", alarms, "sqs", arn("sqs", "alarm-queue")),
      subscription("page", alarms, "https", "https://example.com"),
      subscription("function", alarms, "lambda", live("told")),
      subscription("stranger", alarms, "lambda", live("stranger")),
      subscription("ruled-mail", ruled, "email", "ops@example.com"),
      ...lambdaFunction(folder.path, "told", subscriber, { statements: [mayQueue] }),
      ...lambdaFunction(folder.path, "stranger", subscriber),
      permission("told", {}),
      permission("stranger", { sourceArn: ruled }),
      resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "told-config", {
        functionName: "told",
        qualifier: "live",
        maximumRetryAttempts: 1,
        destinationConfig: { onFailure: { destination: failures } },
      }),
      resource("aws:cloudwatch/eventRule:EventRule", "backup", { eventPattern: "{}" }),
      resource("aws:cloudwatch/eventTarget:EventTarget", "backup-target", {
        rule: "backup",
        arn: ruled,
        inputTransformer: {
          inputPaths: { what: "$.detail.state", first: "$.resources[0]" },
          inputTemplate: '"Backup <what> of <first>"',
        },
      }),
      resource("aws:cloudwatch/eventRule:EventRule", "other", { eventPattern: "{}" }),
      resource("aws:cloudwatch/eventTarget:EventTarget", "other-target", {
        rule: "other",
        arn: ruled,
      }),
    ]);
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await backend.close();
    folder.remove();
  });

  const alarm = {
    principal: "cloudwatch.amazonaws.com",
    sourceArn: arn("cloudwatch", "alarm:errors"),
  };
  const events = (name: string) =>
    backend.lambda.logOf(name).flatMap((line) => {
      const message = JSON.parse(line).message as { call?: number; event?: unknown } | undefined;
      return message?.event ? [message.event] : [];
    });
  const linesOf = (queue: string) => {
    const file = join(backend.dataFolder, "queues", `${queue}.jsonl`);
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  };

  it("brings an alarm to mail, phone, queue and function, each in its own shape", async () => {
    const message = JSON.stringify({ failures: 0, state: "ALARM é" });
    const result = await backend.sns.publish(alarms, { subject: "ALARM", message, source: alarm });
    if (!result.ok) throw new Error(result.reason);
    const mails = await backend.ses.mailbox.list();
    expect(mails.map(({ subject, to, text }) => [subject, to, text.trim()])).to.have.deep.members([
      ["ALARM", ["ops@example.com"], message],
      ["SMS to +237651844664", ["+237651844664"], message],
    ]);
    const [queued] = linesOf("alarm-queue").map((line) => JSON.parse(line));
    expect(queued).to.include({ Type: "Notification", Message: message, Subject: "ALARM" });
    const [told] = events("told") as { Records: Record<string, unknown>[] }[];
    expect(told?.Records).to.have.length(1);
    expect(told?.Records[0]).to.deep.include({
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: `${alarms}:function`,
    });
    expect(told?.Records[0]?.Sns).to.deep.include({
      Type: "Notification",
      MessageId: result.messageId,
      TopicArn: alarms,
      Subject: "ALARM",
      Message: message,
      MessageAttributes: {},
    });
  });

  it("invokes no function whose permission names another topic, and says so", () => {
    expect(events("stranger")).to.deep.equal([]);
    expect(backend.lines.join("\n")).to.include(`sns.amazonaws.com (${alarms}) invoke`);
    expect(backend.lines.join("\n")).to.include("does not deliver by https");
  });

  it("tells what was published and how each delivery went", () => {
    const [last] = backend.sns.recent();
    expect(last).to.include({ topicArn: alarms, subject: "ALARM", by: alarm.principal });
    expect(
      Object.fromEntries((last?.deliveries ?? []).map(({ endpoint, ok }) => [endpoint, ok])),
    ).to.deep.equal({
      "ops@example.com": true,
      "+237651844664": true,
      [arn("sqs", "alarm-queue")]: true,
      "https://example.com": false,
      [`${functionArn("told")}:live`]: true,
      [`${functionArn("stranger")}:live`]: false,
    });
  });

  it("tries a function that fails again, and keeps in the queue what never works", async () => {
    const before = events("told").length;
    const message = JSON.stringify({ failures: 1_000 });
    await backend.sns.publish(alarms, { message, source: alarm });
    expect(events("told")).to.have.length(before + 2);
    const [kept] = linesOf("failures").map((line) => JSON.parse(line));
    expect(kept.requestContext).to.include({
      condition: "RetriesExhausted",
      approximateInvokeCount: 2,
      functionArn: `${functionArn("told")}:live`,
    });
    expect(kept.requestPayload.Records[0].Sns.Message).to.equal(message);
  });

  it("refuses services that its policy does not let in, and topics that are not there", async () => {
    const count = backend.sns.recent().length;
    const from = (principal: string, sourceArn: string) => ({
      message: "{}",
      source: { principal, sourceArn },
    });
    const otherAccount = alarm.sourceArn.replace("000000000000", "111111111111");
    const refused: [string, string, string][] = [
      [alarms, "events.amazonaws.com", arn("events", "rule/backup")],
      [alarms, "cloudwatch.amazonaws.com", otherAccount],
      [ruled, "events.amazonaws.com", arn("events", "rule/other")],
      [ruled, "cloudwatch.amazonaws.com", alarm.sourceArn],
      [arn("sns", "bare"), "events.amazonaws.com", arn("events", "rule/backup")],
      [arn("sns", "nowhere"), "cloudwatch.amazonaws.com", alarm.sourceArn],
    ];
    for (const [topic, principal, source] of refused) {
      const result = await backend.sns.publish(topic, from(principal, source));
      expect(result.ok, `${principal} to ${topic}`).to.equal(false);
    }
    expect(backend.sns.recent()).to.have.length(count);
    expect(backend.lines.join("\n")).to.include(`denied: events.amazonaws.com`);
    const bare = await backend.sns.publish(arn("sns", "bare"), { message: "{}", source: alarm });
    expect(bare.ok).to.equal(true);
  });

  it("takes a rule's transformed event, and refuses a rule that it does not name", async () => {
    const event = { detail: { state: "FAILED" }, resources: ["arn:aws:dynamodb:::table/orders"] };
    expect(await backend.events.runNow("backup", event)).to.deep.equal([
      { ok: true, payload: null },
    ]);
    const [mail] = await backend.ses.mailbox.list();
    expect(mail?.text.trim()).to.equal('"Backup FAILED of arn:aws:dynamodb:::table/orders"');
    const [other] = await backend.events.runNow("other", event);
    expect(other).to.include({ ok: false, reason: "denied" });
  });

  it("gives a rule's target its constant input, or the event itself", () => {
    expect(targetInput({ input: '{"a":1}' }, { b: 2 })).to.equal('{"a":1}');
    expect(targetInput({}, { b: 2 })).to.equal('{"b":2}');
    const inputTransformer = { inputPaths: { none: "$.x.y" }, inputTemplate: "<none>/<other>" };
    expect(targetInput({ inputTransformer }, {})).to.equal('""/<other>');
  });

  function clientOf(name: string, ...statements: Statement[]): SNSClient {
    const role: Role = {
      name,
      arn: `arn:aws:iam::0:role/${name}`,
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: statements }],
    };
    const client = new SNSClient({
      endpoint: backend.gate.url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: backend.gate.credentialsFor(name, role),
    });
    clients.push(client);
    return client;
  }

  it("takes what a function publishes with its role, and nothing without", async () => {
    const may: Statement = { Effect: "Allow", Action: "sns:Publish", Resource: ruled };
    const client = clientOf("teller", may);
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn: ruled, Subject: "Rolled back", Message: "a < b & é" }),
    );
    await until(() => backend.sns.recent()[0]?.messageId === MessageId);
    expect(backend.sns.recent()[0]).to.include({ by: "teller", message: "a < b & é" });
    expect((await backend.ses.mailbox.list())[0]).to.include({ subject: "Rolled back" });

    const failure = async (call: ConstructorParameters<typeof PublishCommand>[0], by = client) => {
      try {
        await by.send(new PublishCommand(call));
      } catch (error) {
        return (error as Error).name;
      }
      return "none";
    };
    expect(await failure({ TopicArn: alarms, Message: "x" })).to.equal(
      "AuthorizationErrorException",
    );
    expect(await failure({ PhoneNumber: "+237651844664", Message: "x" })).to.equal(
      "AuthorizationErrorException",
    );
    expect(await failure({ TopicArn: ruled, Message: "" })).to.equal("InvalidParameterException");
    expect(await failure({ TopicArn: ruled, Subject: "é", Message: "x" })).to.equal(
      "InvalidParameterException",
    );
    expect(await failure({ TopicArn: ruled, Message: "x".repeat(262_145) })).to.equal(
      "InvalidParameterException",
    );
    const all: Statement = { Effect: "Allow", Action: "sns:*", Resource: "*" };
    expect(
      await failure({ TopicArn: arn("sns", "nowhere"), Message: "x" }, clientOf("all", all)),
    ).to.equal("NotFoundException");
    expect(
      await failure({ PhoneNumber: "+237651844664", Message: "See you" }, clientOf("all", all)),
    ).to.equal("none");
    expect((await backend.ses.mailbox.list())[0]).to.include({ subject: "SMS to +237651844664" });
  });
});
