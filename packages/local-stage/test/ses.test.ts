import { SESClient, SendEmailCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { expect } from "chai";
import type { Listening } from "../src/http/server";
import type { Statement } from "../src/services/iam/policy";
import type { Role } from "../src/services/iam/roles";
import { startInbox } from "../src/services/ses/inbox";
import { openBackend, resource, type TestBackend, temporaryFolder } from "./fixtures";

const arn = (path: string) => `arn:aws:ses:ca-central-1:000000000000:${path}`;
const sending: Statement = {
  Effect: "Allow",
  Action: ["ses:SendRawEmail", "ses:SendEmail"],
  Resource: [arn("identity/orders.example"), arn("configuration-set/orders")],
  Condition: { StringEquals: { "ses:FromAddress": "noreply@orders.example" } },
};

const rawMail = (from: string, more = "") =>
  Buffer.from(
    [
      `From: Orders <${from}>`,
      "To: Ana <ana@example.com>",
      "Subject: =?UTF-8?Q?R=C3=A9servation?=",
      ...(more ? [more] : []),
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/html; charset=utf-8",
      "",
      "<p>Hello</p><script>alert(1)</script>",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "Hello <b>",
      "--b",
      'Content-Type: text/calendar; charset=utf-8; name="visit.ics"',
      'Content-Disposition: attachment; filename="visit.ics"',
      "",
      "BEGIN:VCALENDAR",
      "--b--",
      "",
    ].join("\r\n"),
  );

describe("mail on the local stage", () => {
  const folder = temporaryFolder();
  const clients: SESClient[] = [];
  let backend: TestBackend;
  let inbox: Listening;
  const resources = [
    resource("aws:sesv2/emailIdentity:EmailIdentity", "identity", {
      emailIdentity: "orders.example",
    }),
    resource("aws:sesv2/configurationSet:ConfigurationSet", "set", {
      configurationSetName: "orders",
    }),
  ];

  async function open(options: { mailSandbox?: boolean } = {}) {
    backend = await openBackend(folder.path, resources, options);
    inbox = await startInbox(backend.ses.mailbox);
  }
  async function close() {
    await inbox.close();
    await backend.close();
  }
  before(() => open());
  after(async () => {
    for (const client of clients) client.destroy();
    await close();
    folder.remove();
  });

  function clientOf(name: string, ...statements: Statement[]): SESClient {
    const role: Role = {
      name,
      arn: `arn:aws:iam::0:role/${name}`,
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: statements }],
    };
    const client = new SESClient({
      endpoint: backend.gate.url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: backend.gate.credentialsFor(name, role),
    });
    clients.push(client);
    return client;
  }

  const raw = (Data: Buffer, more = {}) =>
    new SendRawEmailCommand({ RawMessage: { Data }, ...more });

  async function failure(call: Promise<unknown>): Promise<Error> {
    try {
      await call;
    } catch (error) {
      return error as Error;
    }
    throw new Error("The mail was taken.");
  }

  const page = async (path = "/") => {
    const response = await fetch(inbox.url + path);
    return { response, text: await response.text() };
  };

  it("starts with an inbox that says it is empty", async () => {
    expect((await page()).text).to.include("No mail yet");
    expect(await (await fetch(`${inbox.url}/mails.json`)).json()).to.deep.equal([]);
  });

  it("refuses a sender that the role, the identity or the configuration set does not cover", async () => {
    const allowed = clientOf("allowed", sending);
    const other = await failure(allowed.send(raw(rawMail("boss@orders.example"))));
    expect(other.name).to.equal("AccessDenied");
    expect(other.message).to.include(arn("identity/orders.example"));
    const all: Statement = { Effect: "Allow", Action: "ses:*", Resource: "*" };
    const unverified = await failure(clientOf("all", all).send(raw(rawMail("a@other.example"))));
    expect(unverified.name).to.equal("MessageRejected");
    expect(unverified.message).to.include("not verified").and.include("a@other.example");
    const identityOnly = clientOf("identity-only", { ...sending, Resource: arn("identity/*") });
    const mail = rawMail("noreply@orders.example");
    const withSet = await failure(identityOnly.send(raw(mail, { ConfigurationSetName: "orders" })));
    expect(withSet.message).to.include(arn("configuration-set/orders"));
    const missing = clientOf("all-2", all).send(raw(mail, { ConfigurationSetName: "nowhere" }));
    expect((await failure(missing)).name).to.include("ConfigurationSetDoesNotExist");
    expect(await backend.ses.mailbox.list()).to.deep.equal([]);
  });

  it("takes a raw mail, and shows it with its parts", async () => {
    const client = clientOf("sender", sending);
    const Destinations = ["hidden@example.com"];
    const { MessageId } = await client.send(
      raw(rawMail("noreply@orders.example"), { Destinations, ConfigurationSetName: "orders" }),
    );
    const [mail] = (await (await fetch(`${inbox.url}/mails.json`)).json()) as Record<
      string,
      unknown
    >[];
    expect(mail).to.include({
      id: MessageId,
      from: "noreply@orders.example",
      subject: "Réservation",
    });
    expect(mail?.to).to.deep.equal(["hidden@example.com"]);
    expect((await page()).text)
      .to.include("Réservation")
      .and.include("hidden@example.com");
    const { text, response } = await page(`/mail/${MessageId}`);
    expect(text)
      .to.include("Hello &lt;b&gt;")
      .and.include("visit.ics")
      .and.include("<iframe sandbox");
    expect(text).not.to.include("<script>");
    expect(response.headers.get("content-security-policy")).to.include("default-src 'none'");
    const html = await page(`/mail/${MessageId}/html`);
    expect(html.response.headers.get("content-security-policy")).to.match(/^sandbox [a-z -]+;/);
    const file = await page(`/mail/${MessageId}/attachments/0`);
    expect(file.text.trim()).to.equal("BEGIN:VCALENDAR");
    expect(file.response.headers.get("content-disposition")).to.include("visit.ics");
    expect((await page(`/mail/${MessageId}/raw`)).text).to.include("Content-Type: multipart/mixed");
  });

  it("takes SendEmail's fields too, the newest mail first", async () => {
    await clientOf("sender", sending).send(
      new SendEmailCommand({
        Source: "Orders <noreply@orders.example>",
        Destination: { ToAddresses: ["ben@example.com"] },
        Message: { Subject: { Data: "Bonjour é" }, Body: { Text: { Data: "à demain" } } },
      }),
    );
    const [newest, older] = await backend.ses.mailbox.list();
    expect(newest).to.include({ subject: "Bonjour é" });
    expect(newest?.text.trim()).to.equal("à demain");
    expect(newest?.to).to.deep.equal(["ben@example.com"]);
    expect(older?.subject).to.equal("Réservation");
  });

  it("refuses a mail to nobody", async () => {
    const data = Buffer.from("From: noreply@orders.example\r\nSubject: x\r\n\r\nx");
    const error = await failure(clientOf("sender", sending).send(raw(data)));
    expect(error.message).to.include("recipient");
  });

  it("refuses what SES refuses for good, and keeps none of it", async () => {
    const client = clientOf("sender", sending);
    const before = (await backend.ses.mailbox.list()).length;
    const mail = rawMail("noreply@orders.example");
    const refused: [destinations: string[], data: Buffer, sentence: string][] = [
      [["ana"], mail, "Missing final '@domain'"],
      [["ana@localhost"], mail, "Missing final '@domain'"],
      [["@example.com"], mail, "User name is missing"],
      [["an a@example.com"], mail, "Local address contains control or whitespace"],
      [["aïda@example.com"], mail, "Local address contains control or whitespace"],
      [["ana@müller.example"], mail, "Domain contains control or whitespace"],
      [[".ana@example.com"], mail, "Local address starts with dot"],
      [["a..na@example.com"], mail, "Local address contains dot-dot"],
      [["ana@example..com"], mail, "Domain contains dot-dot"],
      [["ana@example.com."], mail, "Domain ends with dot"],
      [["ana@exa_mple.com"], mail, "Domain contains illegal character"],
      [["a,na@example.com"], mail, "Local address contains illegal character"],
      [[`${"a".repeat(65)}@example.com`], mail, "Local address is too long"],
      [["ok@example.com", "ana"], mail, "Missing final '@domain'"],
      [Array.from({ length: 51 }, (_, n) => `a${n}@example.com`), mail, "Recipient count exceeds"],
      [["ana@example.com"], rawMail("noreply@orders.example", "From: b@c.de"), "Duplicate header"],
      [["ana@example.com"], Buffer.concat([mail, Buffer.alloc(10_485_760, 65)]), "Message length"],
    ];
    for (const [Destinations, data, sentence] of refused) {
      const error = await failure(client.send(raw(data, { Destinations })));
      expect(error.name, sentence).to.equal("InvalidParameterValue");
      expect(error.message).to.include(sentence);
    }
    expect(await backend.ses.mailbox.list()).to.have.length(before);
    for (const address of ["o'brien+x!#$%&*/=?^_`{|}~-@xn--mller-kva.example", '"an a"@b.co']) {
      await client.send(raw(mail, { Destinations: [address] }));
    }
  });

  it("writes in the sandbox to verified recipients and to the simulator alone", async () => {
    await close();
    await open({ mailSandbox: true });
    const to = (...Destinations: string[]) =>
      clientOf("sender", sending).send(raw(rawMail("noreply@orders.example"), { Destinations }));
    const error = await failure(to("ana@orders.example", "ana@example.com", "ben@example.com"));
    expect(error.name).to.equal("MessageRejected");
    expect(error.message).to.match(/not verified.*: ana@example.com, ben@example.com$/);
    await to("ana@orders.example");
    await to("bounce@simulator.amazonses.com");
    await close();
    await open();
    await to("ana@example.com");
  });

  it("has its mails after a restart", async () => {
    const before = await backend.ses.mailbox.list();
    await close();
    await open();
    expect((await backend.ses.mailbox.list()).map(({ id }) => id)).to.deep.equal(
      before.map(({ id }) => id),
    );
  });

  it("answers 404 for what is not there, whatever the path", async () => {
    for (const path of ["/mail/none", "/mail/..%2f..%2flock/raw", "/other", "/mail/"]) {
      expect((await page(path)).response.status).to.equal(404);
    }
  });
});
