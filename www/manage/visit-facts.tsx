import { duration } from "../../contract/rules/amounts";
import { clockText, dateText } from "../../contract/rules/dates";
import { priceText } from "../../contract/rules/money";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { useSite } from "../site";
import { LocationRows } from "./location-rows";
import { soldText } from "./sold-text";

/** What is worth knowing of a visit, as it was sold: later edits of the business change none of it. */
export function VisitFacts(props: { booking: OwnBooking }) {
  const { language, t } = useSite();
  const { booking } = props;
  const { sold } = booking;
  return (
    <dl class="facts">
      <dt>{t.visit.when}</dt>
      <dd class="facts-strong" data-testid="visit-when">
        {dateText(booking.appointmentDate, "full", language)},{" "}
        {clockText(booking.appointmentTime, language)}
      </dd>
      <dt>{t.visit.service}</dt>
      <dd data-testid="visit-service">
        {soldText(sold.services, language)} ({duration(sold.durationMinutes)})
      </dd>
      {sold.priceMinor !== undefined && (
        <>
          <dt>{t.visit.price}</dt>
          <dd data-testid="visit-price">
            {priceText(
              { minor: sold.priceMinor, isFromPrice: sold.isFromPrice },
              sold.currency,
              language,
            )}
          </dd>
        </>
      )}
      <dt>{t.visit.staff}</dt>
      <dd data-testid="visit-staff">{sold.staffName}</dd>
      <LocationRows />
      {booking.note && (
        <>
          <dt>{t.visit.note}</dt>
          <dd class="note" data-testid="visit-note">
            {booking.note}
          </dd>
        </>
      )}
      <dt>{t.visit.reference}</dt>
      <dd class="reference">
        <span data-testid="visit-code">{booking.code}</span>{" "}
        <span class="hint">{t.visit.referenceHint}</span>
      </dd>
    </dl>
  );
}
