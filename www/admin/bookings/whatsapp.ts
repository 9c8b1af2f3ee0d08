import type { Business, Language } from "../../../contract/business";
import { clockText, longDate } from "../../../contract/rules/dates";
import { businessPhoneText } from "../../../contract/rules/phone-text";
import { isOpen } from "../../../contract/rules/status";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { soldText } from "../../manage/sold-text";
import { adminWords } from "../text";

/**
 * Opens WhatsApp with a message to the customer, in their language, about a visit that no message told
 * them of. It holds no link to the visit: who has that phone now may be somebody else.
 */
export function tellByWhatsApp(business: Business, booking: AdminBooking): string {
  const language = booking.locale as Language;
  const words = adminWords[language].unreached;
  const tell =
    booking.status === "pending"
      ? words.tellRequest
      : isOpen(booking.status)
        ? words.tell
        : words.tellOver;
  const date = longDate(booking.appointmentDate, language);
  const text = tell({
    name: booking.customerName,
    business: business.name,
    date,
    time: clockText(booking.appointmentTime, language),
    services: soldText(booking.sold.services, language),
    staff: booking.sold.staffName,
    phone: businessPhoneText(business, language),
  });
  const number = booking.customerPhone.replace(/\D/g, "");
  return `https://wa.me/${number}?text=${encodeURIComponent(text)}`;
}
