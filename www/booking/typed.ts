import type { Business } from "../../contract/business";
import { type Draft, emptyDraft, knownServices } from "./draft";

/** What a visitor chose and wrote before the script arrived; absent where nothing was touched. */
export type Typed = Partial<Draft>;

/**
 * Reads the prerendered form as the visitor has left it. On a slow line the page can be used long before
 * its script is here, and bringing it to life would set every control back.
 */
export function readTyped(page: ParentNode): Typed {
  const ticked = page.querySelectorAll<HTMLInputElement>("input[name=service]:checked");
  const person = page.querySelector<HTMLInputElement>("input[name=staff]:checked")?.value;
  const typed: Record<string, string> = {};
  for (const name of ["name", "phone", "email", "note"]) {
    const field = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${name}`);
    if (field && field.value !== field.defaultValue) typed[name] = field.value;
  }
  return {
    ...typed,
    ...(ticked.length > 0 && { services: [...ticked].map(({ value }) => value) }),
    ...(person && { staff: person }),
  };
}

/** The form to start with: what was typed comes before what was saved and what the address asks for. */
export function startingDraft(
  business: Business,
  saved: Draft | undefined,
  requested: Pick<Draft, "services" | "options">,
  typed: Typed,
): Draft {
  const chosen = requested.services.length > 0 ? requested.services : (saved?.services ?? []);
  const services = knownServices(business, [...(typed.services ?? []), ...chosen]);
  const options = { ...saved?.options, ...requested.options };
  return { ...emptyDraft, ...saved, ...typed, services, options };
}
