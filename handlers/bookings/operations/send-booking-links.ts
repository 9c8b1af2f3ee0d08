import { setTimeout } from "node:timers/promises";
import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { toE164 } from "../../../contract/rules/booking-request";
import { linksMessages } from "../../../contract/wording/bookings";
import { fillIn } from "../../../contract/wording/translate";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { ok, refuse, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import type { Booking } from "../booking";
import { type LinkRequests, linkRequests } from "../link-requests";

/** Stage settings of POST /booking-links. */
export interface SendBookingLinksSettings {
  /** Whether a customer without an address can be reached. */
  readonly hasSms: boolean;
  /** How long an answer takes at least: its time would tell whether there was a visit. */
  readonly leastMilliseconds: number;
}

/**
 * POST /booking-links: sends the link of each coming visit to that visit's own contact, if it was booked
 * with this address or number. It answers the same whether there is one.
 */
export function sendBookingLinks(
  business: Business,
  requests: LinkRequests = linkRequests(),
  clock: Clock = systemClock,
  settings: SendBookingLinksSettings = {
    hasSms: setting("HAS_SMS") === "true",
    leastMilliseconds: 400,
  },
) {
  const isReachable = ({ customerEmail }: Booking) => Boolean(customerEmail) || settings.hasSms;
  return serve(business, operations.sendBookingLinks, async ({ body, language }) => {
    const { email, phone } = body;
    if ((email === undefined) === (phone === undefined)) {
      return refuse("invalid", { email: "contact.required", phone: "contact.required" });
    }
    const number = phone === undefined ? undefined : toE164(business, phone);
    if (phone !== undefined && !number) return refuse("invalid", { phone: "phone.invalid" });
    const contact = number
      ? ({ kind: "phone", value: number } as const)
      : ({ kind: "email", value: email ?? "" } as const);
    const [asked] = await Promise.all([
      requests.ask(contact, isReachable, clock()),
      setTimeout(settings.leastMilliseconds),
    ]);
    log.info({ event: "booking.links-asked", kind: contact.kind, asked });
    const phoneMessage = settings.hasSms ? linksMessages.phone : linksMessages.phoneWithoutSms;
    const message = number ? phoneMessage : linksMessages.mail;
    return ok({ message: fillIn(business, language, message) });
  });
}
