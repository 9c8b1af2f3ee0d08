import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, type Statement } from "../access/iam";
import { MailEvents } from "./mail-events";

export interface MailArgs {
  /** The sender of every mail. */
  readonly from: string;
}

/** The sending domain and its rules: always over TLS, never to an address that bounced or complained. */
export class Mail extends pulumi.ComponentResource {
  readonly from: string;
  /** The domain of the sender's address. */
  readonly domain: string;
  readonly configurationSetName: pulumi.Output<string>;
  /** The topic with the delivery events of each mail. */
  readonly eventsTopicArn: pulumi.Output<string>;
  /** The three DKIM tokens of the domain, one per DNS record (`dkimRecord`). */
  readonly dkimTokens: pulumi.Output<string[]>;
  private readonly identity: aws.sesv2.EmailIdentity;
  private readonly configurationSet: aws.sesv2.ConfigurationSet;

  constructor(name: string, args: MailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Mail", name, {}, opts);
    this.from = args.from;
    this.domain = domainOf(args.from);
    this.configurationSet = new aws.sesv2.ConfigurationSet(
      `${name}-settings`,
      {
        configurationSetName: `${pulumi.getProject()}-${pulumi.getStack()}`,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      },
      { parent: this },
    );
    this.identity = new aws.sesv2.EmailIdentity(
      `${name}-identity`,
      {
        emailIdentity: this.domain,
        configurationSetName: this.configurationSet.configurationSetName,
      },
      { parent: this },
    );
    const events = new MailEvents(
      `${name}-events`,
      { configurationSet: this.configurationSet },
      { parent: this },
    );
    this.eventsTopicArn = events.topicArn;
    this.configurationSetName = this.configurationSet.configurationSetName;
    // Public, but in one output with the signing key, which makes all of it secret.
    this.dkimTokens = pulumi.unsecret(
      this.identity.dkimSigningAttributes.apply(({ tokens }) => tokens),
    );
    this.registerOutputs({
      from: this.from,
      domain: this.domain,
      configurationSetName: this.configurationSetName,
      eventsTopicArn: this.eventsTopicArn,
      dkimTokens: this.dkimTokens,
    });
  }

  /**
   * Lets a function send mail from the sender's address only. On every identity: while the account is in
   * the sandbox, SES asks for a grant on the recipient's identity too, and refuses without one.
   */
  grantSend(): Statement {
    const identities = this.identity.arn.apply((arn) => arn.replace(/[^/]+$/, "*"));
    return allow("ses", ["SendRawEmail"], [identities, this.configurationSet.arn], {
      StringEquals: { "ses:FromAddress": this.from },
    });
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
