import type { Business, Language } from "../../../contract/business";
import { dateIn } from "../../../contract/rules/calendar";
import { clockText, shortDate } from "../../../contract/rules/dates";
import { soldNames } from "../../../contract/rules/sold";
import { smsLength, toGsm } from "../../runtime/gsm-alphabet";
import { type Booking, manageUrl, soldOf } from "../booking";
import type { MessageKind } from "./message";

/** The messages that go out by SMS; a request that waits for the business is not worth one. */
export type SmsKind = Exclude<MessageKind, "request">;

interface Wording {
  readonly at: string;
  readonly with: string;
  readonly say: Readonly<Record<Exclude<SmsKind, "link">, (when: string) => string>>;
  /** Where one message is about several visits. */
  readonly several: (count: number, when: string) => string;
  readonly link: string;
  readonly questions: string;
}

const wording: Record<Language, Wording> = {
  en: {
    at: "at",
    with: "with",
    say: {
      confirmation: (when) => `your visit on ${when} is confirmed`,
      change: (when) => `your visit has moved to ${when}`,
      reminder: (when) => `see you on ${when}`,
      cancellation: (when) => `your visit on ${when} is cancelled`,
      rejection: (when) => `sorry, we can't see you on ${when}`,
    },
    several: (count, when) => `your ${count} visits from ${when} on are cancelled`,
    link: "your link",
    questions: "Questions?",
  },
  fr: {
    at: "à",
    with: "avec",
    say: {
      confirmation: (when) => `votre RDV du ${when} est confirmé`,
      change: (when) => `votre RDV est déplacé au ${when}`,
      reminder: (when) => `rappel de votre RDV du ${when}`,
      cancellation: (when) => `votre RDV du ${when} est annulé`,
      rejection: (when) => `votre RDV du ${when} n'est pas possible`,
    },
    several: (count, when) => `vos ${count} RDV à partir du ${when} sont annulés`,
    link: "votre lien",
    questions: "Infos :",
  },
};

/**
 * A message about a booking as one SMS, in the customer's language. It holds no link unless the customer
 * asked for it: theirs would take more than half an SMS, and anybody who sees the phone's screen would
 * have its secret.
 */
export function composeSms(business: Business, booking: Booking, kind: SmsKind): string {
  const { locale } = booking;
  const words = wording[locale];
  if (kind === "link") {
    // A link that is cut opens nothing, so a long one takes a second SMS.
    return `${toGsm(`${business.name}: ${words.link}`)} ${manageUrl(booking, business.languages[0])}`;
  }
  const date = shortDate(booking.appointmentDate, locale);
  const when = `${date} ${words.at} ${clockText(booking.appointmentTime, locale)}`;
  const removed = kind === "cancellation" ? severalRemoved(business, booking) : undefined;
  const start = toGsm(`${business.name}: ${removed ?? words.say[kind](when)}`);
  const end = toGsm(`. ${words.questions} ${business.phone}`);
  const room = smsLength - start.length - end.length;
  const more = removed ? "" : detail(business, booking, kind, room);
  return `${start}${more}${end}`.slice(0, smsLength);
}

/** What tells of several visits that were removed together; undefined where it is one. */
function severalRemoved(
  { timeZone }: Business,
  { removal, sequence, locale }: Booking,
): string | undefined {
  const { visits = [], count = 0 } = removal?.sequence === sequence ? removal : {};
  const [first] = visits;
  if (first === undefined || count < 2) return undefined;
  return wording[locale].several(count, shortDate(dateIn(timeZone, first), locale));
}

/** For a move the person, who may be another one; otherwise the services, as far as there is room. */
function detail(business: Business, booking: Booking, kind: SmsKind, room: number): string {
  const sold = soldOf(business, booking);
  if (kind === "change") {
    const who = toGsm(` ${wording[booking.locale].with} ${sold.staffName}`);
    return who.length <= room ? who : "";
  }
  const whole = toGsm(` (${soldNames(sold, booking.locale)})`);
  if (whole.length <= room) return whole;
  return room > 10 ? `${whole.slice(0, room - 4)}...)` : "";
}
