import { listBookings } from "../../../contract/operations";
import { addDays, dateIn } from "../../../contract/rules/calendar";
import type { BookingStatus } from "../../../contract/schemas/bookings";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { ListStates } from "../controls/list-states";
import { loadedTab } from "../controls/loaded-tab";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { type ListPage, useList } from "../use-list";
import type { View } from "../view";
import { BookingCard } from "./booking-card";
import { BookingFilter, filterOf } from "./booking-filter";
import { findBooking } from "./find-booking";
import { Unreached, useLate, useTomorrow } from "./unreached";
import { dayName } from "./words";

const BlockedTime = loadedTab(async () => (await import("./booking-tools.js")).BlockedTime);
const RemoveMany = loadedTab(async () => (await import("./booking-tools.js")).RemoveMany);

/** The diary by day: bookings from today on, or those that match the filter. */
export function BookingsTab(props: { readonly view: View }) {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const filter = filterOf(props.view);
  const isFiltered = Object.values(filter).some(Boolean);
  const today = dateIn(business.timeZone, new Date());
  const list = useList<AdminBooking>(JSON.stringify(filter), async (cursor, signal) => {
    const { from, to, status, email } = filter;
    const query = {
      ...(from && { from }),
      ...(to && { to }),
      ...(status && { status: status as BookingStatus }),
      ...(email && { email }),
      ...(cursor && { cursor }),
    };
    const result = await call(listBookings, { query, signal });
    if (!result.ok) return result;
    const page: ListPage<AdminBooking> = {
      items: result.reply.bookings,
      next: result.reply.cursor,
    };
    return { ok: true, reply: page };
  });

  const tomorrow = useTomorrow();
  const late = useLate();
  const change = (changed: AdminBooking) => {
    for (const each of [list, tomorrow, late]) {
      each.change((all) => all.map((one) => (one.bookingId === changed.bookingId ? changed : one)));
    }
  };
  const reload = () => {
    for (const each of [list, tomorrow, late]) each.reload();
  };
  const showAsItIs = async (booking: AdminBooking) => {
    const found = await findBooking(call, booking);
    if (found) change(found);
    else reload();
  };
  return (
    <section class="desk-part" aria-labelledby="part-title">
      <h2 id="part-title">{t.bookings.title}</h2>
      {!isFiltered && <Unreached tomorrow={tomorrow} late={late} />}
      <div class="desk-blocked-place">
        <BlockedTime onVisitsChanged={reload} />
      </div>
      <BookingFilter view={props.view} onAgain={reload} />
      <div class="desk-removal-place">
        <RemoveMany onRemoved={reload} />
      </div>
      <ListStates
        list={list}
        empty={isFiltered ? t.bookings.empty : t.bookings.none}
        emptyHint={isFiltered ? t.bookings.emptyHint : t.bookings.noneHint}
      >
        {byDay(list.items).map(([date, bookings]) => (
          <section key={date} class="desk-day">
            <p class="desk-day-name">{dayName(date, today, addDays(today, 1), t, language)}</p>
            <ul class="desk-cards">
              {bookings.map((booking) => (
                <BookingCard
                  key={booking.bookingId}
                  booking={booking}
                  onChange={change}
                  onRefused={showAsItIs}
                />
              ))}
            </ul>
          </section>
        ))}
      </ListStates>
    </section>
  );
}

function byDay(bookings: readonly AdminBooking[]): [string, AdminBooking[]][] {
  const days = new Map<string, AdminBooking[]>();
  for (const booking of bookings) {
    const day = days.get(booking.appointmentDate) ?? [];
    days.set(booking.appointmentDate, [...day, booking]);
  }
  return [...days];
}
