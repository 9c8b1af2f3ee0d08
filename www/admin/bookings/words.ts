import { business } from "../../../business";
import type { Language } from "../../../contract/business";
import type { AdminBooking } from "../../../contract/schemas/desk";
import { staffName } from "../../booking/catalog";
import { clock, dateText } from "../../format";
import { say } from "../../text";
import type { AdminWords } from "../text";

/** The services of a booking in words; one that the business no longer offers keeps its id. */
export function serviceNames(ids: readonly string[], language: Language): string {
  return ids
    .map((id) => {
      const service = business.services.find((each) => each.id === id);
      return service ? say(service.name, language) : id;
    })
    .join(", ");
}

/** A day's heading: "Today, Monday 23 November". */
export function dayName(date: string, today: string, tomorrow: string, t: AdminWords, l: Language) {
  const name = dateText(date, "full", l);
  if (date === today) return `${t.bookings.today}, ${name}`;
  return date === tomorrow ? `${t.bookings.tomorrow}, ${name}` : name;
}

/** A moment on the business's clock: "23 November 2026, 14:05". */
export function momentText(iso: string, language: Language): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: business.timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const date = `${part("year")}-${part("month")}-${part("day")}`;
  return `${dateText(date, "long", language)}, ${clock(`${part("hour")}:${part("minute")}`, language)}`;
}

/** What became of a message: "Reminder – sent". The key is "<kind>-<sequence>". */
export function mailText(key: string, status: string, t: AdminWords): string {
  const kind = key.replace(/-\d+$/, "");
  const kinds: Readonly<Record<string, string>> = t.bookings.mails;
  const statuses: Readonly<Record<string, string>> = t.bookings.mailStatus;
  return `${kinds[kind] ?? kind}\u00a0– ${statuses[status] ?? status}`;
}

/** Whether the customer may not know what a message was to tell, and should be called. */
export function isMailLost({ mail }: Pick<AdminBooking, "mail">): boolean {
  const lost = ["undelivered", "failed", "capped", "suppressed", "bounced", "complained"];
  return Object.values(mail).some(({ status }) => lost.includes(status));
}

/** Who changed a booking; an administrator is "the desk", for the id of one says nothing. */
export function actorText(by: string, t: AdminWords): string {
  if (by === "customer" || by === "system") return t.bookings.by[by];
  return t.bookings.by.admin;
}

/** Where a visit was moved to; the history keeps "<staff> <moment>". */
export function movedText(movedTo: string, t: AdminWords, language: Language): string {
  const [staff = "", startsAt = ""] = movedTo.split(" ");
  if (Number.isNaN(Date.parse(startsAt))) return t.bookings.movedTo(movedTo);
  const name = staffName(staff) || staff;
  return `${t.bookings.movedTo(momentText(startsAt, language))}, ${t.bookings.with(name)}`;
}
