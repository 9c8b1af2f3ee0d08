import { clockText, dateText } from "../../../contract/rules/dates";
import { serviceNames } from "../../../contract/rules/names";
import type { BookingRequestInput } from "../../../contract/schemas/bookings";
import { useSite } from "../../site";
import { typeset } from "../../text";

/** Which visit a request asks for, on one line. */
export function RequestedVisit(props: { body: BookingRequestInput }) {
  const { business, language } = useSite();
  const { service, options, date, time } = props.body;
  return (
    <p class="facts-strong">
      {typeset(serviceNames(business, [service].flat(), language, options))},{" "}
      {dateText(date, "weekday", language)}, {clockText(time, language)}
    </p>
  );
}
