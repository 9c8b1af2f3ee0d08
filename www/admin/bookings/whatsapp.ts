import type { Business, Language } from "../../../contract/business";
import { clockText, longDate } from "../../../contract/rules/dates";
import { phoneText } from "../../../contract/rules/phone-text";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { soldText } from "../../manage/sold-text";
import { adminWords } from "../text";

/**
 * Opens WhatsApp with a message to the customer, in their language, about a visit that no message told
 * them of. It holds no link to the visit: who has that phone now may be somebody else.
 */
export function tellByWhatsApp(business: Business, booking: AdminBooking): string {
  const language = booking.locale as Language;
  const { tell, tellRequest } = adminWords[language].unreached;
  const date = longDate(booking.appointmentDate, language);
  const text = (booking.status === "pending" ? tellRequest : tell)({
    name: booking.customerName,
    business: business.name,
    date,
    time: clockText(booking.appointmentTime, language),
    services: soldText(booking.sold.services, language),
    staff: booking.sold.staffName,
    phone: phoneText(business.phone, language),
  });
  const number = booking.customerPhone.replace(/\D/g, "");
  return `https://wa.me/${number}?text=${encodeURIComponent(text)}`;
}
