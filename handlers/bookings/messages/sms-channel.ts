import type { Business } from "../../../contract/business";
import { type SmsSender, snsSmsSender } from "../../runtime/sms-sender";
import type { Booking } from "../booking";
import { type Channel, handOver } from "./channel";
import { isRefused, isUnreachable, type MessageKind } from "./message";
import { composeSms, type SmsKind } from "./sms";
import { type SmsAllowance, smsAllowance } from "./sms-allowance";

/** SMS, for customers whom mail cannot reach, within the month's allowance. */
export function smsChannel(
  business: Business,
  sender: SmsSender = snsSmsSender(),
  allowance: SmsAllowance = smsAllowance(business.timeZone),
): Channel {
  return {
    name: "sms",
    isFor: (booking, kind) => isNews(booking, kind) && lacksMail(booking),
    async send({ booking, kind, now, isCounted }) {
      const text = composeSms(business, booking, kind as SmsKind);
      // Counted first: an SMS that went out uncounted could never be taken back. Once, however long SNS is
      // out: tries would use up the month.
      if (!isCounted && !(await allowance.take(now))) return { status: "capped" };
      return handOver(() => sender.send(booking.customerPhone, text));
    },
  };
}

/** Customers see on the page what they do themselves; a request still waits for the business. */
function isNews({ history }: Booking, kind: MessageKind): boolean {
  if (kind === "request") return false;
  const isOwnDoing = history.at(-1)?.by === "customer";
  return !isOwnDoing || (kind !== "change" && kind !== "cancellation");
}

/** No address, or one that mail is lost on. Whoever reported a mail as spam doesn't want an SMS instead. */
function lacksMail(booking: Booking): boolean {
  const { customerEmail, customerPhone, mail } = booking;
  if (!customerPhone) return false;
  if (!customerEmail) return true;
  const isLost = isUnreachable(booking) || isRefused(booking);
  return isLost && !Object.values(mail).some(({ status }) => status === "complained");
}
