import { type Business, type Language, languages } from "../business";
import type { FieldProblems } from "../schemas/fields";

/**
 * Why a choice of services and of a person can't be made at this business: what it does not have, or
 * too much for one visit. Empty where it can.
 */
export function choiceProblems(
  { services, staff, booking }: Business,
  chosen: { readonly service?: readonly string[]; readonly staff?: string },
): FieldProblems {
  const { service = [], staff: person } = chosen;
  return {
    ...(service.length > booking.maxServices && { service: "service.many" }),
    ...(service.some((id) => !services.some((one) => one.id === id)) && {
      service: "service.unknown",
    }),
    ...(person !== undefined &&
      !staff.some((one) => one.id === person) && { staff: "staff.unknown" }),
  };
}

/** Why a product can't be put on a shelf of this business; empty where it can. */
export function productProblems(
  business: Pick<Business, "languages" | "productCategories">,
  product: {
    readonly category?: string;
    readonly name?: Partial<Readonly<Record<Language, string>>>;
  },
): FieldProblems {
  const { category, name } = product;
  const isKnown = business.productCategories.some(({ id }) => id === category);
  return {
    ...(category !== undefined && !isKnown && { category: "category.unknown" }),
    ...(name && nameProblem(business.languages, name)),
  };
}

/** A name is in each of the business's languages and in no other. */
function nameProblem(
  offered: readonly Language[],
  name: Partial<Readonly<Record<Language, string>>>,
): FieldProblems {
  const wrong = languages.find(
    (language) => offered.includes(language) !== (name[language] !== undefined),
  );
  if (wrong === undefined) return {};
  return { name: offered.includes(wrong) ? "name.required" : "field.unknown" };
}
