import type { Business } from "../../contract/business";
import { type ChosenOptions, tellingOptions } from "../../contract/rules/options";
import { bookableServices, offeredServices } from "../../contract/rules/visit";
import type { BookingRequestInput } from "../../contract/schemas/bookings";
import { forget, keep, readKept } from "../device/storage";

/** What a visitor has chosen and written so far; everything is text as typed. */
export interface Draft {
  readonly services: readonly string[];
  /** Also those of services that were ticked before: who ticks one again finds them as they were. */
  readonly options: ChosenOptions;
  /** "" is anyone. */
  readonly staff: string;
  readonly date: string;
  readonly time: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly note: string;
  /** Whether the visit is for somebody else than whose number this is. */
  readonly forAnother: boolean;
}

export const emptyDraft: Draft = {
  services: [],
  options: {},
  staff: "",
  date: "",
  time: "",
  name: "",
  phone: "",
  email: "",
  note: "",
  forAnother: false,
};

const storageName = "shopfront.booking";

/** Reads the unfinished form of this tab; anything else in its place is ignored. */
export function loadDraft(business: Business): Draft | undefined {
  const found = readKept("tab", storageName);
  return typeof found === "object" && found !== null ? readDraft(business, found) : undefined;
}

/** The form as it was when a request was sent. */
export function draftOf(business: Business, body: BookingRequestInput): Draft {
  const { service, ...rest } = body;
  return readDraft(business, {
    ...rest,
    services: typeof service === "string" ? [service] : service,
  });
}

/** Keeps the unfinished form for a reload of this tab. */
export function saveDraft(draft: Draft): void {
  keep("tab", storageName, draft);
}

/** Forgets the form. */
export function clearDraft(): void {
  forget("tab", storageName);
}

/** What is left of a form for the next visit of the same person. */
export function contactOf({ name, phone, email }: Draft): Draft {
  return { ...emptyDraft, name, phone, email };
}

/** What an address like /book?service=box-braids&options=length:waist asks for. */
export function requestedVisit(
  business: Business,
  search: string,
): Pick<Draft, "services" | "options"> {
  const asked = new URLSearchParams(search);
  const options = (asked.get("options") ?? "").split(",").map((pair) => pair.split(":"));
  return {
    services: knownServices(business, (asked.get("service") ?? "").split(",")),
    options: knownOptions(business, Object.fromEntries(options)),
  };
}

/** These of the services that visitors can book, no more than one visit may have. */
export function knownServices(business: Business, ids: readonly unknown[]): string[] {
  const known = offeredServices({ services: bookableServices(business) }, ids).map(({ id }) => id);
  return known.slice(0, business.booking.maxServices);
}

/** These of the choices that the business has, and that are not standard anyway. */
function knownOptions(business: Business, found: unknown): ChosenOptions {
  const isRecord = typeof found === "object" && found !== null;
  const all = business.services.map(({ id }) => id);
  return isRecord ? tellingOptions(business, all, found as ChosenOptions) : {};
}

function readDraft(business: Business, found: object): Draft {
  const parts = found as Record<string, unknown>;
  const text = (name: keyof Draft) => {
    const value = parts[name];
    return typeof value === "string" ? value : "";
  };
  return {
    services: knownServices(business, Array.isArray(parts.services) ? parts.services : []),
    options: knownOptions(business, parts.options),
    staff: business.staff.some(({ id }) => id === text("staff")) ? text("staff") : "",
    date: text("date"),
    time: text("time"),
    name: text("name"),
    phone: text("phone"),
    email: text("email"),
    note: text("note"),
    forAnother: parts.forAnother === true,
  };
}
