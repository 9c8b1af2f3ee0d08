import type { Operation } from "../operations/operation";

/** The name of an operation's own model; API Gateway allows only letters and digits. */
export function modelName(operation: string, what: "Request" | "Reply"): string {
  return `${operation.charAt(0).toUpperCase()}${operation.slice(1)}${what}`;
}

/** Refers to a model of the same document. */
export function reference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** The groups of the reference, in the order in which it shows them. */
export const tags = [
  {
    name: "Bookings",
    description: "Finding a free time, booking it, and what a customer does next.",
  },
  { name: "Desk", description: "Bookings and customers, as the business sees them." },
  { name: "Business", description: "The business document: services, prices, hours and texts." },
  { name: "Products", description: "The shop's catalog." },
  { name: "Reviews", description: "What customers say, and the totals." },
  { name: "Users", description: "User accounts." },
  { name: "Visits", description: "The counter on every page." },
  { name: "Health", description: "For monitoring." },
] as const;
export type Tag = (typeof tags)[number]["name"];

const nouns: Readonly<Record<string, Tag>> = {
  bookings: "Bookings",
  business: "Business",
  feedback: "Reviews",
  health: "Health",
  products: "Products",
  users: "Users",
  visits: "Visits",
};

/** The group of an operation: the noun whose folder has its handler. */
export function tagOf({ handler, access }: Pick<Operation, "handler" | "access">): Tag {
  const [noun = ""] = handler.split("/");
  const tag = nouns[noun];
  if (!tag)
    throw new Error(`The handlers' folder ${noun} has no tag in contract/openapi/names.ts.`);
  return tag === "Bookings" && access === "admin" ? "Desk" : tag;
}
