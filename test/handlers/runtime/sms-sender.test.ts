import { Readable } from "node:stream";
import { SNSClient } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { snsSmsSender } from "../../../handlers/runtime/sms-sender";

describe("the SMS sender on SNS", () => {
  let asked: URLSearchParams[];
  /** A client whose every call gets this answer, as SNS writes it. */
  function sender(statusCode: number, body: string) {
    const requestHandler = {
      handle: async (request: { body: string }) => {
        asked.push(new URLSearchParams(request.body));
        const headers = { "content-type": "text/xml" };
        return { response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) } };
      },
    };
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new SNSClient({
      region: "local",
      credentials,
      maxAttempts: 1,
      requestHandler: requestHandler as never,
    });
    return snsSmsSender(client);
  }
  const failure = (code: string) =>
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>Invalid parameter: PhoneNumber Reason: +237651844664 is not valid</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;

  beforeEach(() => {
    asked = [];
  });

  it("asks SNS to deliver to the phone, as a message that must arrive", async () => {
    const published =
      '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>s-1</MessageId></PublishResult></PublishResponse>';
    const sent = await sender(200, published).send("+237651844664", "See you à 10:00");
    expect(sent).to.deep.equal({ ok: true, messageId: "s-1" });
    expect(Object.fromEntries(asked[0] ?? [])).to.deep.equal({
      Action: "Publish",
      Version: "2010-03-31",
      PhoneNumber: "+237651844664",
      Message: "See you à 10:00",
      "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
      "MessageAttributes.entry.1.Value.DataType": "String",
      "MessageAttributes.entry.1.Value.StringValue": "Transactional",
    });
  });

  it("gives up a number that SNS refuses, without keeping the number", async () => {
    expect(await sender(400, failure("InvalidParameter")).send("+237", "x")).to.deep.equal({
      ok: false,
      reason: "InvalidParameter",
    });
  });

  it("throws what may work later or is the program's fault", async () => {
    for (const [status, code] of [
      [400, "Throttled"],
      [403, "AuthorizationError"],
      [500, "InternalError"],
    ] as const) {
      const name = await sender(status, failure(code))
        .send("+237651844664", "x")
        .then(
          () => "nothing",
          (error: Error) => error.name,
        );
      expect(name).to.match(new RegExp(`^${code}`));
    }
  });
});
