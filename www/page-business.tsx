import type { Business } from "../contract/business";
import { inScript } from "./in-script";
import { useSite } from "./site";

const id = "business";

/**
 * The business that a page was rendered with, for its script: both then show the same, whatever the
 * owner saves later. A block of data, which no content security policy takes for a script.
 */
export function PageBusiness() {
  const { business } = useSite();
  const json = inScript(ofScripts(business));
  return <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: json }} />;
}

/** What only rendered pages say and only functions know, which no script has to carry. */
const leftOut: readonly (keyof Business)[] = [
  "about",
  "exceptions",
  "legal",
  "logo",
  "schemaType",
  "tagline",
];

function ofScripts(business: Business): object {
  const { noteHint, shop } = business.phrases;
  const categories = business.categories.map(({ id, name }) => ({ id, name }));
  const kept = Object.entries(business).filter(([key]) => !leftOut.includes(key as keyof Business));
  return { ...Object.fromEntries(kept), phrases: { noteHint, shop }, categories };
}

/** The business that a page was rendered with; undefined on a page without one. */
export function readPageBusiness(page: Document): Business | undefined {
  const json = page.getElementById(id)?.textContent;
  return json ? (JSON.parse(json) as Business) : undefined;
}
