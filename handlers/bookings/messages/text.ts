import { business } from "../../../business";
import type { Language } from "../../../contract/business";
import { serviceNames, shortDate, staffName } from "../../../contract/rules/words";
import { gsmText, messageLength } from "../../runtime/gsm-text";
import type { Booking } from "../booking";
import type { MailKind } from "./mail";

/** What a text message tells; a request that waits for the business is not worth one. */
export type TextKind = Exclude<MailKind, "request">;

interface Wording {
  readonly at: string;
  readonly with: string;
  readonly say: Readonly<Record<TextKind, (when: string) => string>>;
  readonly questions: string;
}

const wording: Record<Language, Wording> = {
  en: {
    at: "at",
    with: "with",
    say: {
      confirmation: (when) => `your visit on ${when} is confirmed`,
      change: (when) => `your visit is moved to ${when}`,
      reminder: (when) => `we expect you on ${when}`,
      cancellation: (when) => `your visit on ${when} is cancelled`,
      rejection: (when) => `your visit on ${when} is not possible`,
    },
    questions: "Questions?",
  },
  fr: {
    at: "à",
    with: "avec",
    say: {
      confirmation: (when) => `votre RDV du ${when} est confirmé`,
      change: (when) => `votre RDV est déplacé au ${when}`,
      reminder: (when) => `nous vous attendons le ${when}`,
      cancellation: (when) => `votre RDV du ${when} est annulé`,
      rejection: (when) => `votre RDV du ${when} n'est pas possible`,
    },
    questions: "Infos :",
  },
};

/**
 * A booking's news as one text message, in the customer's language. It holds no link: the customer's
 * own takes up more than half a message, and who reads along on a phone would hold its secret.
 */
export function composeText(booking: Booking, kind: TextKind): string {
  const words = wording[booking.locale];
  const when = `${shortDate(booking.startsAt, booking.locale)} ${words.at} ${booking.appointmentTime}`;
  const start = gsmText(`${business.name}: ${words.say[kind](when)}`);
  const end = gsmText(`. ${words.questions} ${business.phone}`);
  const room = messageLength - start.length - end.length;
  return `${start}${detail(booking, kind, room)}${end}`.slice(0, messageLength);
}

/** With whom for a move, which may be to somebody else; else for what, as far as there is room. */
function detail({ service, staff, locale }: Booking, kind: TextKind, room: number): string {
  if (kind === "change") {
    const who = gsmText(` ${wording[locale].with} ${staffName(staff)}`);
    return who.length <= room ? who : "";
  }
  const whole = gsmText(` (${serviceNames(service, locale)})`);
  if (whole.length <= room) return whole;
  return room > 10 ? `${whole.slice(0, room - 4)}...)` : "";
}
