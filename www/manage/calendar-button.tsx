import { useState } from "preact/hooks";
import { getBookingCalendar } from "../../contract/operations";
import { call } from "../client";
import { Icon } from "../icons";
import { useSite } from "../site";
import type { ManageLink } from "./link";

/** Saves the visit as a calendar file. The token goes in a header, so a plain link would not do. */
export function CalendarButton(props: { link: ManageLink }) {
  const { t } = useSite();
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");

  const download = async () => {
    if (state === "busy") return;
    setState("busy");
    const result = await call(getBookingCalendar, {
      params: { bookingId: props.link.bookingId },
      headers: { "X-Manage-Token": props.link.token },
    });
    if (result.ok) saveFile(result.reply, `${props.link.bookingId}.ics`, "text/calendar");
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
        {state === "busy" ? t.done.calendarBusy : t.done.calendar}
      </button>
      {state === "failed" && (
        <p class="field-problem" role="alert">
          <Icon name="alert" /> {t.done.calendarError}
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
