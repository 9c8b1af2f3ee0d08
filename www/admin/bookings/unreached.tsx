import { useEffect } from "preact/hooks";
import { listBookings } from "../../../contract/operations";
import { addDays, dateIn } from "../../../contract/rules/calendar";
import { clockText, dateText } from "../../../contract/rules/dates";
import { phoneText } from "../../../contract/rules/phone-text";
import { isReached } from "../../../contract/rules/reached";
import { isOpen } from "../../../contract/rules/status";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { Icon } from "../../icons";
import { soldText } from "../../manage/sold-text";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { type List, useList } from "../use-list";
import { tellByWhatsApp } from "./whatsapp";
import { latestMailText } from "./words";

/** All of tomorrow's bookings, page after page. */
export function useTomorrow(): List<AdminBooking> {
  const { business } = useWords();
  const { call } = useAccess();
  const date = addDays(dateIn(business.timeZone, new Date()), 1);
  const list = useList<AdminBooking>(date, async (cursor, signal) => {
    const query = { from: date, to: date, limit: "200", ...(cursor && { cursor }) };
    const result = await call(listBookings, { query, signal });
    if (!result.ok) return result;
    return { ok: true, reply: { items: result.reply.bookings, next: result.reply.cursor } };
  });
  const isWaiting = list.hasMore && !list.busyMore && !list.failure;
  useEffect(() => {
    if (isWaiting) list.more();
  }, [isWaiting]);
  return list;
}

/** The bookings of any day whose customers have waited for a message for some minutes. */
export function useLate(): List<AdminBooking> {
  const { call } = useAccess();
  return useList<AdminBooking>("late", async (_, signal) => {
    const result = await call(listBookings, { query: { late: "true", limit: "200" }, signal });
    return result.ok ? { ok: true, reply: { items: result.reply.bookings } } : result;
  });
}

/** Whether the customer has to hear of a visit: it is to come, or the desk has called it off. */
function concernsCustomer({ status, history }: AdminBooking): boolean {
  const isCalledOff = status === "cancelled" || status === "rejected" || status === "expired";
  return isOpen(status) || (isCalledOff && history.at(-1)?.by !== "customer");
}

/**
 * Tomorrow's visits that no message could tell their customers of, and those of any day whose message is
 * late, each with one tap to WhatsApp.
 */
export function Unreached(props: {
  readonly tomorrow: List<AdminBooking>;
  readonly late: List<AdminBooking>;
}) {
  const { t } = useWords();
  const { tomorrow, late } = props;
  const w = t.unreached;
  const failed = [tomorrow, late].filter(({ failure }) => failure);
  const isLate = ({ bookingId }: AdminBooking) =>
    late.items.some((one) => one.bookingId === bookingId);
  const bookings = tomorrow.items.filter(
    (one) => concernsCustomer(one) && !one.untold && !isReached(one) && !isLate(one),
  );
  return (
    <>
      {failed.length > 0 && (
        <p class="desk-card-unreachable" data-testid="unreached-failed">
          {w.failed}{" "}
          <button
            type="button"
            class="link"
            onClick={() => {
              for (const list of failed) list.reload();
            }}
          >
            {t.failure.retry}
          </button>
        </p>
      )}
      <Untold
        name="late"
        title={w.titleLate(late.items.length)}
        hint={w.hintLate}
        bookings={late.failure ? [] : late.items}
        hasDays
      />
      <Untold
        name="unreached"
        title={w.title(bookings.length)}
        hint={w.hint}
        bookings={tomorrow.failure || late.state === "loading" ? [] : bookings}
      />
    </>
  );
}

function Untold(props: {
  readonly name: "late" | "unreached";
  readonly title: string;
  readonly hint: string;
  readonly bookings: readonly AdminBooking[];
  /** Whether they are of different days. */
  readonly hasDays?: boolean;
}) {
  const { business, language, t } = useWords();
  const { name, title, hint, bookings, hasDays } = props;
  if (bookings.length === 0) return null;
  return (
    <section class="desk-unreached" aria-labelledby={`${name}-title`} data-testid={name}>
      <h3 id={`${name}-title`}>{title}</h3>
      <p class="hint">{hint}</p>
      <ul>
        {bookings.map((booking) => (
          <li
            key={booking.bookingId}
            class={isOpen(booking.status) ? undefined : "desk-unreached-over"}
            data-testid={`${name}-${booking.bookingId}`}
          >
            <p>
              <strong>
                {hasDays && `${dateText(booking.appointmentDate, "long", language)}, `}
                {clockText(booking.appointmentTime, language)} {booking.customerName}
              </strong>
              {!isOpen(booking.status) && (
                <span class={`badge badge-${booking.status}`}>
                  {t.bookings.statuses[booking.status]}
                </span>
              )}
              <br />
              {soldText(booking.sold.services, language)}{" "}
              <span class="hint">{t.bookings.with(booking.sold.staffName)}</span>
              <br />
              <span class="hint">{latestMailText(booking, t)}</span>
            </p>
            {booking.customerPhone && (
              <p class="actions">
                <a
                  class="button"
                  href={tellByWhatsApp(business, booking)}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t.unreached.whatsApp}
                  <span class="visually-hidden"> {booking.customerName}</span>
                </a>
                <a class="button button-quiet" href={`tel:${booking.customerPhone}`}>
                  <Icon name="phone" /> {phoneText(booking.customerPhone, language)}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
