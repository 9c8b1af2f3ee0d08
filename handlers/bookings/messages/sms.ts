import type { Business, Language } from "../../../contract/business";
import { shortDate } from "../../../contract/rules/dates";
import { serviceNames, staffName } from "../../../contract/rules/names";
import { smsLength, toGsm } from "../../runtime/gsm-alphabet";
import type { Booking } from "../booking";
import type { MessageKind } from "./message";

/** The messages that go out by SMS; a request that waits for the business is not worth one. */
export type SmsKind = Exclude<MessageKind, "request">;

interface Wording {
  readonly at: string;
  readonly with: string;
  readonly say: Readonly<Record<SmsKind, (when: string) => string>>;
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
    questions: "Infos :",
  },
};

/**
 * A message about a booking as one SMS, in the customer's language. It holds no link: the customer's
 * own would take more than half an SMS, and anybody who sees the phone's screen would have its secret.
 */
export function composeSms(business: Business, booking: Booking, kind: SmsKind): string {
  const words = wording[booking.locale];
  const when = `${shortDate(booking.appointmentDate, booking.locale)} ${words.at} ${booking.appointmentTime}`;
  const start = toGsm(`${business.name}: ${words.say[kind](when)}`);
  const end = toGsm(`. ${words.questions} ${business.phone}`);
  const room = smsLength - start.length - end.length;
  return `${start}${detail(business, booking, kind, room)}${end}`.slice(0, smsLength);
}

/** For a move the person, who may be another one; otherwise the services, as far as there is room. */
function detail(
  business: Business,
  { service, staff, locale }: Booking,
  kind: SmsKind,
  room: number,
): string {
  if (kind === "change") {
    const who = toGsm(` ${wording[locale].with} ${staffName(business, staff)}`);
    return who.length <= room ? who : "";
  }
  const whole = toGsm(` (${serviceNames(business, service, locale)})`);
  if (whole.length <= room) return whole;
  return room > 10 ? `${whole.slice(0, room - 4)}...)` : "";
}
