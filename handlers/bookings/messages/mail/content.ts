import type { Business, Language } from "../../../../contract/business";
import { duration, hoursText } from "../../../../contract/rules/amounts";
import { bookingCode } from "../../../../contract/rules/booking-code";
import { longDate } from "../../../../contract/rules/dates";
import { priceText } from "../../../../contract/rules/money";
import { locationLine, staffName } from "../../../../contract/rules/names";
import { businessPhoneText } from "../../../../contract/rules/phone-text";
import { isPlainName } from "../../../../contract/rules/plain-name";
import { type Sold, soldNames } from "../../../../contract/rules/sold";
import { isOpen } from "../../../../contract/rules/status";
import { type Booking, manageUrl, sitePage, soldOf } from "../../booking";
import { ownMovesLeft } from "../../records";
import type { MessageKind } from "../message";
import { momentWords, removedVisits } from "./removed-visits";
import { mailWording, mailWords, type Told } from "./wording";

/** One line of the details. */
export interface MailRow {
  readonly label: string;
  readonly value: string;
  /** Holds no more, and is shown struck through. */
  readonly isOver?: boolean;
  readonly link?: MailLink;
}

export interface MailLink {
  readonly text: string;
  readonly url: string;
}

/** What a mail says, whether as text or as HTML. */
export interface MailContent {
  readonly subject: string;
  /** What an inbox shows beside the subject. */
  readonly preview: string;
  readonly greeting: string;
  readonly opening: string;
  readonly more?: string;
  readonly rows: readonly MailRow[];
  /** Until when the customer can change the visit online; absent where that is past. */
  readonly policy?: string;
  /** The one thing to click. */
  readonly button: MailLink;
  readonly questions: string;
  /** The number to call, as people read it. */
  readonly phone: string;
}

/** What a mail of this kind says about a booking, in the customer's language. */
export function mailContent(business: Business, booking: Booking, kind: MessageKind): MailContent {
  const language = booking.locale;
  const words = mailWords[language];
  const removed = kind === "cancellation" ? removedVisits(business, booking) : undefined;
  const { subject, opening, more } =
    mailWording[removed ? "cancellations" : toldBy(kind, booking)][language];
  const sold = soldOf(business, booking);
  const services = soldNames(sold, language);
  const date = longDate(removed?.firstDate ?? booking.appointmentDate, language);
  const when = momentWords(business, removed?.firstAt ?? booking.startsAt, language);
  const before = kind === "change" ? beforeMove(business, booking) : undefined;
  const canChange = isOpen(booking.status);
  const canMove = ownMovesLeft(business, booking) > 0;
  return {
    subject: subject(services, date),
    preview: removed ? when : `${when}, ${words.with(sold.staffName)}`,
    // Without the name: whoever books writes it, and nobody has confirmed that the address is theirs.
    // An inbox shows the first line, and that must say nothing that a stranger wrote.
    greeting: words.hello,
    opening,
    ...(more && { more }),
    rows: removed?.rows ?? [
      { label: words.service, value: services },
      ...(before ? [{ label: words.before, value: before, isOver: true }] : []),
      { label: before ? words.newTime : words.when, value: when },
      { label: words.staff, value: sold.staffName },
      { label: words.duration, value: duration(sold.durationMinutes) },
      ...(sold.priceMinor === undefined
        ? []
        : [{ label: words.price, value: priceOf(sold.priceMinor, sold, language) }]),
      {
        label: words.location,
        value: locationLine(business, language),
        link: { text: words.map, url: business.address.mapUrl },
      },
      { label: words.code, value: bookingCode(booking.bookingId) },
      // Older bookings have names from before links were refused in them.
      ...(isPlainName(booking.customerName)
        ? [{ label: words.name, value: booking.customerName }]
        : []),
    ],
    ...(canChange && { policy: policyText(business, language, canMove) }),
    button: canChange
      ? {
          text: canMove ? words.manage : words.manageUnmoved,
          url: manageUrl(booking, business.languages[0]),
        }
      : { text: words.again, url: sitePage(booking, business.languages[0], "book") },
    questions: words.questions,
    phone: businessPhoneText(business, language),
  };
}

function priceOf(minor: number, { isFromPrice, currency }: Sold, language: Language): string {
  return priceText({ minor, isFromPrice }, currency, language);
}

/** Until when the customer can move and cancel a visit online. */
function policyText({ booking: rules }: Business, language: Language, canMove: boolean): string {
  const words = mailWords[language];
  const until = (minutes = 0) =>
    words.until(minutes > 0 ? hoursText(minutes, language) : undefined);
  const cancel = until(rules.cancelUntilMinutes);
  const move = until(rules.moveUntilMinutes);
  if (!canMove) return words.cancelPolicy(cancel);
  return move === cancel ? words.policy(cancel) : words.policies(move, cancel);
}

/** Nothing reads as confirmed while a visit waits for the business, or as the customer's wish where it was not. */
function toldBy(kind: MessageKind, { status, history }: Booking): Told {
  if (kind === "cancellation" && history.at(-1)?.by !== "customer") return "cancellation-by-us";
  return status === "pending" && (kind === "change" || kind === "link") ? `${kind}-request` : kind;
}

/** When and with whom a visit was until its latest move. */
function beforeMove(business: Business, { history, locale }: Booking): string | undefined {
  const moved = history.findLast(({ movedFrom }) => movedFrom)?.movedFrom;
  const [staff = "", startsAt = ""] = moved?.split(" ") ?? [];
  if (!startsAt) return undefined;
  const when = momentWords(business, startsAt, locale);
  return `${when}, ${mailWords[locale].with(staffName(business, staff))}`;
}
