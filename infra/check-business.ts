import { type Business, type Opening, weekdays } from "../business";

/** Throws one sentence about the first mistake in business.ts. */
export function checkBusiness(business: Business): void {
  checkIds("service", business.services);
  void weekdays;
  void (0 as unknown as Opening);
}

function checkIds(what: string, items: readonly { readonly id: string }[]): void {
  for (const [at, { id }] of items.entries()) {
    if (items.findIndex((item) => item.id === id) !== at) {
      throw new Error(`business.ts names the ${what} "${id}" twice; ids must be unique.`);
    }
  }
}
