import type { Bill, Line } from "./price-graph";

/** Where the amounts begin. */
export const width = 92;

/** The bill by service, the dearest first, each with what it is made of. */
export function billTable(bill: Bill): string[] {
  const services = [...new Set(bill.lines.map(({ price }) => price.service))]
    .map((service) => {
      const lines = bill.lines.filter(({ price }) => price.service === service);
      return { service, lines, usd: lines.reduce((sum, { usd }) => sum + usd, 0) };
    })
    .sort((one, other) => other.usd - one.usd);
  return services.flatMap(({ service, lines, usd }) => [
    `${service.padEnd(width)}${dollars(usd).padStart(12)}`,
    ...lines.flatMap(lineRows),
  ]);
}

function lineRows({ price, quantity, free, usd, madeOf }: Line): string[] {
  const allowance =
    price.free === 0 ? "none free" : `${amount(free)} of ${amount(price.free)} free`;
  const parts = madeOf.slice(0, 4).map(({ what, quantity: part }) => `${what} ${amount(part)}`);
  const rest = madeOf.length > 4 ? `, ${madeOf.length - 4} more` : "";
  return [
    `  ${`${amount(quantity)} ${price.unit}, ${allowance}`.padEnd(width)}${dollars(usd).padStart(12)}`,
    `      ${parts.join(", ")}${rest}`,
  ];
}

/** Cents with two more digits where it is less than a dollar. */
export function dollars(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;
}

function amount(quantity: number): string {
  const digits = quantity >= 100 ? 0 : quantity >= 1 ? 1 : 4;
  return quantity.toLocaleString("en", { maximumFractionDigits: digits });
}
