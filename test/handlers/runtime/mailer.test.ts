import { Readable } from "node:stream";
import { SESClient } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { sesMailer } from "../../../handlers/runtime/mailer";
import { keepVariables } from "../../support/variables";

describe("the mailer on SES", () => {
  let restore: () => void;
  beforeEach(() => {
    restore = keepVariables();
    Object.assign(process.env, {
      MAIL_FROM: "hello@wouri.example",
      MAIL_CONFIGURATION_SET: "wouri",
    });
  });
  afterEach(() => restore());

  /** A mailer whose every call gets this error, as SES writes it. */
  function refusing(code: string, message: string, statusCode = 400) {
    const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;
    const headers = { "content-type": "text/xml" };
    const requestHandler = {
      handle: async () => ({
        response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) },
      }),
    };
    const client = new SESClient({
      region: "local",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      requestHandler: requestHandler as never,
    });
    const { send } = sesMailer(client);
    return () => send({ to: "awa@example.com", raw: Buffer.from("x"), tags: {} });
  }

  const forGood: [code: string, message: string][] = [
    ["InvalidParameterValue", "Domain contains dot-dot"],
    ["InvalidParameterValue", "Local address contains control or whitespace"],
    ["ValidationError", "The recipient is not an address."],
    [
      "MessageRejected",
      "Email address is not verified. The following identities failed the check in region CA-CENTRAL-1: awa@example.com",
    ],
    ["MessageRejected", "Address blacklisted."],
  ];
  for (const [code, message] of forGood) {
    it(`gives up after ${code}: ${message.slice(0, 40)}`, async () => {
      expect(await refusing(code, message)()).to.deep.equal({ ok: false, reason: code });
    });
  }

  const throwing: [code: string, message: string][] = [
    ["Throttling", "Maximum sending rate exceeded."],
    ["MailFromDomainNotVerifiedException", "The MAIL FROM domain is not verified."],
    ["ConfigurationSetDoesNotExist", "Configuration set wouri does not exist."],
    ["AccountSendingPausedException", "Sending is paused."],
    ["AccessDenied", "Not authorized to perform ses:SendRawEmail"],
    [
      "MessageRejected",
      "Email address is not verified. The following identities failed the check in region CA-CENTRAL-1: hello@wouri.example, awa@example.com",
    ],
  ];
  for (const [code, message] of throwing) {
    it(`throws on ${code}: ${message.slice(-24)}`, async () => {
      const error = await refusing(code, message)().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.name).to.match(new RegExp(`^${code.replace("Exception", "")}`));
    });
  }
});
