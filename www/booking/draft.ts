import type { Business } from "../../contract/business";
import { offeredServices } from "../../contract/rules/visit";

/** What a visitor has chosen and written so far; everything is text as typed. */
export interface Draft {
  readonly services: readonly string[];
  /** "" is anyone. */
  readonly staff: string;
  readonly date: string;
  readonly time: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly note: string;
}

export const emptyDraft: Draft = {
  services: [],
  staff: "",
  date: "",
  time: "",
  name: "",
  phone: "",
  email: "",
  note: "",
};

const storageKey = "shopfront.booking";

/** The unfinished form of this tab, and the request that was not answered. */
export interface Saved {
  readonly draft: Draft;
  readonly attempt?: Attempt;
}

/** One request as it was sent: the same content is sent again under the same key. */
export interface Attempt {
  readonly content: string;
  readonly key: string;
}

/** Reads the unfinished form of this tab; anything else in its place is ignored. */
export function loadDraft(business: Business): Saved | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(storageKey) ?? "null") as {
      draft?: Record<string, unknown>;
      attempt?: Attempt;
    } | null;
    if (!found?.draft) return undefined;
    const text = (name: keyof Draft) => {
      const value = found.draft?.[name];
      return typeof value === "string" ? value : "";
    };
    const services = Array.isArray(found.draft.services) ? found.draft.services : [];
    return {
      draft: {
        services: knownServices(business, services),
        staff: business.staff.some(({ id }) => id === text("staff")) ? text("staff") : "",
        date: text("date"),
        time: text("time"),
        name: text("name"),
        phone: text("phone"),
        email: text("email"),
        note: text("note"),
      },
      attempt: found.attempt,
    };
  } catch {
    return undefined;
  }
}

/** Keeps the unfinished form for a reload of this tab, if the browser allows it. */
export function saveDraft(saved: Saved): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(saved));
  } catch {
    // Private windows may refuse; the form works without it.
  }
}

/** Forgets the form once its visit is booked. */
export function clearDraft(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}

/** The services that an address like /book?service=box-braids asks for. */
export function requestedServices(business: Business, search: string): string[] {
  return knownServices(business, (new URLSearchParams(search).get("service") ?? "").split(","));
}

/** The key to send this content with: the earlier one if the content is the same. */
export function attemptFor(content: string, earlier: Attempt | undefined): Attempt {
  return earlier?.content === content ? earlier : { content, key: randomKey() };
}

function knownServices(business: Business, ids: readonly unknown[]): string[] {
  const known = offeredServices(business, ids).map(({ id }) => id);
  return known.slice(0, business.booking.maxServices);
}

/** `randomUUID` is missing on plain http, where the local stage is opened from a phone. */
function randomKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}
