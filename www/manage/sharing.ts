import { clockText, dateText } from "../../contract/rules/dates";
import { locationLine } from "../../contract/rules/names";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { pagePath, type SiteContext } from "../site";
import { dictionaries, typeset } from "../text";
import { type ManageLink, manageHash } from "./link";
import { soldText } from "./sold-text";

/** The address that opens the visit; whoever has it can move and cancel. */
export function visitAddress(
  { business, language }: SiteContext,
  link: ManageLink,
  origin: string,
): string {
  return `${origin}${pagePath(business, "manage", language)}${manageHash(link)}`;
}

/** A message to oneself: the visit with its own address. */
export function messageToSelf(site: SiteContext, booking: OwnBooking, address: string): string {
  const { business, language } = site;
  const { own } = dictionaries[language].share;
  return `${own(business.name, whenText(site, booking))}\n${address}`;
}

/** A message to somebody else: when, what and where, and nothing that opens the visit. */
export function messageToOthers(site: SiteContext, booking: OwnBooking): string {
  const { business, language } = site;
  return [
    `${soldText(booking.sold.services, language)}, ${whenText(site, booking)}`,
    typeset(locationLine(business, language)),
    business.address.mapUrl,
  ].join("\n");
}

/** Opens WhatsApp with a message for whomever the visitor chooses. */
export function whatsAppAddress(message: string): string {
  return `https://wa.me/?text=${encodeURIComponent(message)}`;
}

function whenText({ language }: SiteContext, booking: OwnBooking): string {
  const { appointmentDate, appointmentTime, status } = booking;
  const when = `${dateText(appointmentDate, "full", language)}, ${clockText(appointmentTime, language)}`;
  return status === "pending" ? `${when} (${dictionaries[language].share.pending})` : when;
}
