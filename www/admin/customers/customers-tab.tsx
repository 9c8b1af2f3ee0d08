import type { InferOutput } from "valibot";
import { listCustomers } from "../../../contract/operations";
import { addDays, dateIn } from "../../../contract/rules/calendar";
import { dateText } from "../../../contract/rules/dates";
import { emailText } from "../../../contract/rules/email-text";
import { phoneText } from "../../../contract/rules/phone-text";
import type { customerSchema } from "../../../contract/schemas/desk";
import { DayRange } from "../controls/day-range";
import { ListStates } from "../controls/list-states";
import { Cell, Table } from "../controls/table";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useList } from "../use-list";
import { type View, writeView } from "../view";

type Customer = InferOutput<typeof customerSchema>;

/** Everybody with a booking in a range of days: by default last month and next. */
export function CustomersTab(props: { readonly view: View }) {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const today = dateIn(business.timeZone, new Date());
  const { filter } = props.view;
  const range = { from: filter.from || addDays(today, -30), to: filter.to || addDays(today, 31) };
  const list = useList<Customer>(JSON.stringify(range), async (_, signal) => {
    const result = await call(listCustomers, { query: range, signal });
    return result.ok ? { ok: true, reply: { items: result.reply.customers } } : result;
  });
  const w = t.customers;
  return (
    <section class="desk-part" aria-labelledby="part-title">
      <h2 id="part-title">{w.title}</h2>
      <p class="hint">{w.lead}</p>
      <DayRange tab="customers" range={range} onAgain={list.reload} />
      <ListStates list={list} empty={w.empty} emptyHint={w.emptyHint}>
        <Table
          caption={w.title}
          heads={[w.name, w.phone, w.email, w.bookings, w.noShows, w.lastVisit, t.list.actions]}
        >
          {list.items.map((each) => (
            <tr key={each.customerId}>
              <Cell label={w.name} head>
                {each.name}
              </Cell>
              <Cell label={w.phone}>
                <a href={`tel:${each.phone}`}>{phoneText(each.phone, language)}</a>
              </Cell>
              <Cell label={w.email}>
                {each.email && <a href={`mailto:${each.email}`}>{emailText(each.email)}</a>}
              </Cell>
              <Cell label={w.bookings} number>
                {each.bookings}
              </Cell>
              <Cell label={w.noShows} number>
                {each.noShows}
              </Cell>
              <Cell label={w.lastVisit}>
                {dateText(each.lastVisit.slice(0, 10), "long", language)}
              </Cell>
              <Cell label={t.list.actions}>
                {each.email && (
                  <a
                    href={writeView({ tab: "bookings", filter: { email: each.email } })}
                    aria-label={w.seeBookingsOf(each.name)}
                  >
                    {w.seeBookings}
                  </a>
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      </ListStates>
    </section>
  );
}
