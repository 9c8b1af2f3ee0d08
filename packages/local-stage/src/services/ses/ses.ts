import { accountId } from "../../account";
import { AwsError, escapeXml } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import type { Graph } from "../../graph";
import type { Log } from "../../log";
import type { AccessRequest } from "../iam/policy";
import type { Sns } from "../sns/sns";
import { eventPublisher } from "./mail-events";
import type { Mailbox } from "./mailbox";
import { plainMessage } from "./message";
import { parseMail } from "./parse-mail";
import { isKnownToSandbox, mailProblem } from "./recipients";

export interface SesOptions {
  readonly graph: Graph;
  readonly region: string;
  readonly mailbox: Mailbox;
  /** For what becomes of each mail. */
  readonly publish: Sns["publish"];
  readonly log: Log;
  /** Whether recipients have to be verified too, as for an account that is still in the sandbox. */
  readonly isSandbox: boolean;
}

/** SES's older API, the one that functions use: SendRawEmail and SendEmail, into the mailbox. */
export function sesApi(options: SesOptions): GateService {
  const { graph, region, mailbox, publish, log, isSandbox } = options;
  const identities = graph
    .ofType("aws:sesv2/emailIdentity:EmailIdentity")
    .map((resource) => String(resource.inputs.emailIdentity).toLowerCase());
  const sets = graph
    .ofType("aws:sesv2/configurationSet:ConfigurationSet")
    .map(({ outputs }) => String(outputs.configurationSetName));
  const identityOf = (address: string) => identities.find((each) => covers(each, address));
  const arn = (path: string) => `arn:aws:ses:${region}:${accountId}:${path}`;

  const tellEvents = eventPublisher(graph, publish);

  return async (call) => {
    const form = new URLSearchParams(call.body.toString("utf8"));
    const action = form.get("Action") ?? "";
    if (action !== "SendRawEmail" && action !== "SendEmail") {
      throw new AwsError(400, "InvalidAction", `The local stage has no SES action ${action}.`);
    }
    const raw = action === "SendRawEmail" ? rawMessage(form) : plainMessage(form);
    const mail = await parseMail(raw);
    const from = addressOf(form.get("Source") ?? mail.from?.address ?? "");
    const recipients = recipientsOf(form, action, [
      ...(mail.to ?? []),
      ...(mail.cc ?? []),
      ...(mail.bcc ?? []),
    ]);
    const identity = identityOf(from);
    const configurationSet =
      form.get("ConfigurationSetName") ??
      mail.headers.find(({ key }) => key === "x-ses-configuration-set")?.value.trim();
    const need = (path: string): AccessRequest => ({
      action: `ses:${action}`,
      resource: arn(path),
      context: { "ses:FromAddress": from, "ses:Recipients": recipients },
    });
    // SES asks for the grant on the identity and on the configuration set that the mail names.
    call.require(need(`identity/${identity ?? from}`));
    if (configurationSet) call.require(need(`configuration-set/${configurationSet}`));
    // In the sandbox also on the identities of recipients.
    for (const to of isSandbox ? recipients : []) {
      const verified = identityOf(to);
      if (verified) call.require(need(`identity/${verified}`));
    }
    const problem = mailProblem(recipients, raw) ?? duplicateHeader(mail.headers);
    if (problem) throw new AwsError(400, "InvalidParameterValue", problem);
    const unverified = [
      ...(identity ? [] : [from]),
      ...recipients.filter((to) => isSandbox && !isKnownToSandbox(to, (one) => !!identityOf(one))),
    ];
    if (unverified.length > 0) {
      throw rejected(
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${unverified.join(", ")}`,
      );
    }
    if (configurationSet && !sets.includes(configurationSet)) {
      const message = `Configuration set <${configurationSet}> does not exist.`;
      throw new AwsError(400, "ConfigurationSetDoesNotExist", message);
    }
    if (recipients.length === 0) throw rejected("Missing final recipient.");
    const id = mailbox.deliver(raw, recipients);
    const tags = messageTags(form);
    tellEvents({ id, from, recipients, subject: mail.subject ?? "", configurationSet, tags });
    log(`mail: ${call.functionName} sent "${mail.subject ?? ""}"`);
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result><MessageId>${escapeXml(id)}</MessageId></${action}Result><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${action}Response>`,
    };
  };
}

/** SES takes the headers that a mail can have once no more than once. */
function duplicateHeader(headers: readonly { readonly key: string }[]): string | undefined {
  const once = ["from", "to", "cc", "subject", "reply-to", "message-id", "date"];
  const seen = headers.map(({ key }) => key);
  const twice = once.find((name) => seen.indexOf(name) !== seen.lastIndexOf(name));
  return twice && `Duplicate header '${twice.replace(/\b\w/g, (letter) => letter.toUpperCase())}'.`;
}

/** A verified domain covers its addresses and those of its subdomains. */
function covers(identity: string, address: string): boolean {
  if (identity.includes("@")) return identity === address;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain === identity || domain.endsWith(`.${identity}`);
}

function rawMessage(form: URLSearchParams): Buffer {
  const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
  if (raw.length === 0) throw rejected("The message is empty.");
  return raw;
}

function recipientsOf(
  form: URLSearchParams,
  action: string,
  inHeaders: readonly { readonly address?: string }[],
): string[] {
  const prefix = action === "SendRawEmail" ? "Destinations.member." : "Destination.";
  const named = [...form].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  const all = named.length > 0 ? named : inHeaders.map(({ address }) => address ?? "");
  return all.map(addressOf).filter((address) => address !== "");
}

/** Tags.member.1.Name and Tags.member.1.Value, and so on. */
function messageTags(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n++) {
    const pair = ["Name", "Value"].map((part) => form.get(`Tags.member.${n}.${part}`) ?? "");
    const [name = "", value = ""] = pair;
    if (!/^[\w-]{1,256}$/.test(name) || !/^[\w.@-]{1,256}$/.test(value)) {
      throw new AwsError(400, "InvalidParameterValue", `Invalid tag <${name}>: <${value}>.`);
    }
    tags[name] = value;
  }
  return tags;
}

function addressOf(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
}

function rejected(message: string): AwsError {
  return new AwsError(400, "MessageRejected", message);
}
