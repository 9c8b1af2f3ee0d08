import * as v from "valibot";
import type { MessageStatus } from "./message";

/** What SES reports about one mail, as far as a booking keeps it. */
export interface MailEvent {
  readonly bookingId: string;
  /** "<kind>-<sequence>", as in the booking's `mail`. */
  readonly mail: string;
  readonly status: MessageStatus;
  readonly messageId: string;
  /** SES's own words, for example "Permanent/NoEmail"; never an address. */
  readonly reason?: string;
}

const word = v.pipe(v.string(), v.regex(/^[\w -]{1,64}$/));
const tag = (pattern: RegExp) => v.strictTuple([v.pipe(v.string(), v.regex(pattern))]);

/** The parts of SES's event that matter. https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const sesEventSchema = v.object({
  eventType: word,
  mail: v.object({
    messageId: v.pipe(v.string(), v.maxLength(200)),
    tags: v.object({
      "ses:configuration-set": v.array(v.string()),
      bookingId: tag(/^[\w-]{1,64}$/),
      mail: tag(/^[a-z]{1,20}-\d{1,9}$/),
    }),
  }),
  bounce: v.optional(v.object({ bounceType: v.optional(word), bounceSubType: v.optional(word) })),
  complaint: v.optional(
    v.object({
      complaintSubType: v.nullish(word),
      complaintFeedbackType: v.nullish(word),
    }),
  ),
});
type SesEvent = v.InferOutput<typeof sesEventSchema>;

/** SNS carries at most this much. */
const longestMessage = 256 * 1024;

/**
 * Reads the text of a notification; a word that says why where it is not an event about a booking's
 * mail, sent with the configuration set of that name.
 */
export function readMailEvent(
  text: unknown,
  configurationSet: string,
): MailEvent | "malformed" | "foreign" | "unknown" {
  const event = parse(text);
  if (!event) return "malformed";
  const { messageId, tags } = event.mail;
  if (!tags["ses:configuration-set"].includes(configurationSet)) return "foreign";
  const result = resultOf(event);
  if (!result) return "unknown";
  return { bookingId: tags.bookingId[0], mail: tags.mail[0], messageId, ...result };
}

function parse(text: unknown): SesEvent | undefined {
  if (typeof text !== "string" || text.length > longestMessage) return undefined;
  try {
    const result = v.safeParse(sesEventSchema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

function resultOf(event: SesEvent): Pick<MailEvent, "status" | "reason"> | undefined {
  switch (event.eventType) {
    case "Delivery":
      return { status: "delivered" };
    case "Bounce": {
      const { bounceType = "Undetermined", bounceSubType = "Undetermined" } = event.bounce ?? {};
      const reason = `${bounceType}/${bounceSubType}`;
      if (/suppress/i.test(bounceSubType)) return { status: "suppressed", reason };
      // An absence note is a transient bounce too, and its mail is in the mailbox.
      return { status: bounceType === "Transient" ? "undelivered" : "bounced", reason };
    }
    case "Complaint": {
      const { complaintSubType, complaintFeedbackType } = event.complaint ?? {};
      if (complaintSubType) return { status: "suppressed", reason: complaintSubType };
      return {
        status: "complained",
        ...(complaintFeedbackType && { reason: complaintFeedbackType }),
      };
    }
    case "Reject":
      return { status: "failed", reason: "Reject" };
    default:
      return undefined;
  }
}
