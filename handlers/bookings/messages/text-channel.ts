import type { Business } from "../../../contract/business";
import { snsTexter, type Texter } from "../../runtime/texter";
import { type Booking, isUnreachable } from "../booking";
import { type Channel, outcomeOf } from "./channel";
import type { MailKind } from "./mail";
import { composeText, type TextKind } from "./text";
import { type TextAllowance, textAllowance } from "./text-allowance";

/** Text messages, to those whom mail cannot reach, as long as the month's cap lets them. */
export function textChannel(
  business: Business,
  texter: Texter = snsTexter(),
  allowance: TextAllowance = textAllowance(business.timeZone),
): Channel {
  return {
    noun: "sms",
    isFor: (booking, kind) => isNews(booking, kind) && lacksMail(booking),
    async send(booking, kind, _name, now) {
      // Before the sending: one that goes out uncounted could never be taken back.
      if (!(await allowance.take(now))) return { status: "capped" };
      const text = composeText(business, booking, kind as TextKind);
      return outcomeOf(await texter.send(booking.customerPhone, text));
    },
  };
}

/** What customers do themselves they see on the page; a request still waits for the business. */
function isNews({ history }: Booking, kind: MailKind): boolean {
  if (kind === "request") return false;
  const isOwnDoing = history.at(-1)?.by === "customer";
  return !isOwnDoing || (kind !== "change" && kind !== "cancellation");
}

/** No address, or one that is lost; who marked a mail as spam wants no other message instead. */
function lacksMail(booking: Booking): boolean {
  const { customerEmail, customerPhone, mail } = booking;
  if (!customerPhone) return false;
  if (!customerEmail) return true;
  return (
    isUnreachable(booking) && !Object.values(mail).some(({ status }) => status === "complained")
  );
}
