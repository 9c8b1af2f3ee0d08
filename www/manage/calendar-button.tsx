import { useState } from "preact/hooks";
import { getBookingCalendar } from "../../contract/operations";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { call } from "../client";
import { Icon } from "../icons";
import { useSite } from "../site";
import type { ManageLink } from "./link";

/** Saves the visit as a calendar file. The token goes in a header, so a plain link would not do. */
export function CalendarButton(props: { link: ManageLink; booking: OwnBooking }) {
  const { t } = useSite();
  const { booking } = props;
  const isPending = booking.status === "pending";
  const label = isPending ? t.visit.calendarPending : t.visit.calendar;
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");

  const download = async () => {
    if (state === "busy") return;
    setState("busy");
    const result = await call(getBookingCalendar, {
      params: { bookingId: props.link.bookingId },
      headers: { "X-Manage-Token": props.link.token },
    });
    if (result.ok)
      saveFile(result.reply, t.visit.calendarFile(booking.appointmentDate), "text/calendar");
    setState(result.ok ? "ready" : "failed");
  };

  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        aria-disabled={state === "busy" ? "true" : undefined}
        onClick={download}
        data-testid="calendar"
      >
        <Icon name="calendar" />
        {state === "busy" ? t.visit.calendarBusy : label}
      </button>
      {state === "failed" && (
        <p class="field-problem" role="alert">
          <Icon name="alert" /> {t.visit.calendarError}
        </p>
      )}
    </>
  );
}

function saveFile(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // Safari reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
