import type { Business, Language } from "../../../contract/business";
import { dateIn, timeIn } from "../../../contract/rules/calendar";
import { clockText, dateText } from "../../../contract/rules/dates";
import { staffName } from "../../../contract/rules/names";
import type { AdminBooking } from "../../../contract/schemas/desk";
import type { AdminWords } from "../text";

/** A day's heading: "Today, Monday 23 November". */
export function dayName(date: string, today: string, tomorrow: string, t: AdminWords, l: Language) {
  const name = dateText(date, "full", l);
  if (date === today) return `${t.bookings.today}, ${name}`;
  return date === tomorrow ? `${t.bookings.tomorrow}, ${name}` : name;
}

/** A moment on the business's clock: "23 November 2026, 14:05". */
export function momentText(
  { timeZone }: Pick<Business, "timeZone">,
  iso: string,
  language: Language,
): string {
  const date = dateText(dateIn(timeZone, iso), "long", language);
  return `${date}, ${clockText(timeIn(timeZone, iso), language)}`;
}

/** What became of a message: "Reminder – sent". The key is "<kind>-<sequence>". */
export function mailText(key: string, status: string, t: AdminWords): string {
  const kind = key.replace(/-\d+$/, "");
  const kinds: Readonly<Record<string, string>> = t.bookings.mails;
  const statuses: Readonly<Record<string, (kind: string) => string>> = t.bookings.mailStatus;
  const result = statuses[status]?.(kind.replace("sms-", "")) ?? status;
  return `${kinds[kind] ?? kind}\u00a0– ${result}`;
}

/** What became of the latest message about a booking, or that there was none. */
export function latestMailText({ mail }: Pick<AdminBooking, "mail">, t: AdminWords): string {
  const [latest] = Object.entries(mail).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  return latest ? mailText(latest[0], latest[1].status, t) : t.unreached.none;
}

/** Why the customer should be called: a message was missed, or not welcome; "" where none was. */
export function lostText({ mail }: Pick<AdminBooking, "mail">, t: AdminWords): string {
  const statuses = Object.values(mail).map(({ status }) => status);
  const lost = ["undelivered", "failed", "capped", "held", "suppressed", "bounced"];
  if (statuses.some((status) => lost.includes(status))) return t.bookings.unreachable;
  return statuses.includes("complained") ? t.bookings.complained : "";
}

/** Who changed a booking; an administrator is "the desk", since the id alone says nothing. */
export function actorText(by: string, t: AdminWords): string {
  if (by === "customer" || by === "system") return t.bookings.by[by];
  return t.bookings.by.admin;
}

/** Where a visit was moved to; the history keeps "<staff> <moment>". */
export function movedText(
  business: Business,
  movedTo: string,
  t: AdminWords,
  language: Language,
): string {
  const [staff = "", startsAt = ""] = movedTo.split(" ");
  if (Number.isNaN(Date.parse(startsAt))) return t.bookings.movedTo(movedTo);
  const when = t.bookings.movedTo(momentText(business, startsAt, language));
  return `${when}, ${t.bookings.with(staffName(business, staff))}`;
}
