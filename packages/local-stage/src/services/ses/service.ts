import type { Service } from "../../service";
import { arn, type Declared } from "../../values";
import { startInbox } from "./inbox";
import { type Mailbox, openMailbox } from "./mailbox";
import { sesApi } from "./ses";

declare module "../../service" {
  interface Faces {
    readonly ses: Ses;
  }
}

/** The mail that functions and topics sent. */
export interface Ses {
  readonly mailbox: Mailbox;
  readonly inboxUrl: string;
}

const setName = ({ name, inputs }: Declared) => String(inputs.configurationSetName ?? name);

/** SES: mail is kept, shown in an inbox, and told to the captured event destinations. */
export const ses: Service<"ses", Ses> = {
  name: "ses",
  types: [
    "aws:sesv2/emailIdentity:EmailIdentity",
    "aws:sesv2/configurationSet:ConfigurationSet",
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  ],
  values: {
    "aws:sesv2/emailIdentity:EmailIdentity": {
      id: ({ inputs }) => inputs.emailIdentity,
      outputs: {
        arn: arn("ses", ({ inputs }) => `identity/${inputs.emailIdentity}`),
        dkimSigningAttributes: () => ({ tokens: ["token1", "token2", "token3"] }),
      },
    },
    "aws:sesv2/configurationSet:ConfigurationSet": {
      id: setName,
      outputs: {
        configurationSetName: setName,
        arn: arn("ses", (declared) => `configuration-set/${setName(declared)}`),
      },
    },
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
      id: ({ name, inputs }) =>
        `${inputs.configurationSetName}|${inputs.eventDestinationName ?? name}`,
      outputs: {},
    },
  },
  api: {
    ses: {
      protocol: { xml: "2010-12-01", denied: "AccessDenied" },
      answer: ({ graph, region, services, log, mailSandbox }) =>
        sesApi({
          graph,
          region,
          log,
          isSandbox: mailSandbox ?? false,
          mailbox: services.ses.mailbox,
          publish: services.sns.publish,
        }),
    },
  },
  keeps: ["mail"],
  async start({ folder, onClose }) {
    const mailbox = openMailbox(folder);
    const inbox = await startInbox(mailbox);
    onClose(inbox.close);
    return {
      face: { mailbox, inboxUrl: inbox.url },
      addresses: [{ name: "Inbox", url: inbox.url }],
    };
  },
};
