import { type Business, type Language, languages, type Service } from "../business";
import type { FieldProblems } from "../schemas/fields";
import { type ChosenOptions, optionsProblem } from "./options";

/**
 * What is wrong with a choice of services, their options and a person: something that the business does not
 * have, or too many services for one visit. Empty if nothing is.
 */
export function choiceProblems(
  { services, staff, booking }: Business,
  chosen: {
    readonly service?: readonly string[];
    readonly staff?: string;
    readonly options?: ChosenOptions;
  },
): FieldProblems {
  const { service = [], staff: person, options } = chosen;
  const wrongOptions = optionsProblem({ services }, service, options);
  return {
    ...(service.length > booking.maxServices && { service: "service.many" }),
    ...bookableProblem(services.filter(({ id }) => service.includes(id))),
    ...(new Set(service).size < service.length && { service: "service.twice" }),
    ...(service.some((id) => !services.some((one) => one.id === id)) && {
      service: "service.unknown",
    }),
    ...(person !== undefined &&
      !staff.some((one) => one.id === person) && { staff: "staff.unknown" }),
    ...(wrongOptions !== undefined && { options: wrongOptions }),
  };
}

/** Some services are booked at the desk alone, and some not for now. */
function bookableProblem(services: readonly Service[]): FieldProblems {
  const chosen = services.map(({ bookable }) => bookable);
  if (chosen.includes("paused")) return { service: "service.paused" };
  return chosen.includes("desk") ? { service: "service.desk" } : {};
}

/**
 * The services that a request means: the name of a category stands for its standard service. Names that the
 * business does not know stay as they are, and keep being a problem of the choice.
 */
export function meantServices(
  { services, categories }: Pick<Business, "services" | "categories">,
  named: readonly string[],
): string[] {
  return named.map((name) => {
    if (services.some(({ id }) => id === name)) return name;
    return categories.find(({ id }) => id === name)?.standardService ?? name;
  });
}

/** What is wrong with a product's category and name at this business; empty if nothing is. */
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

/** A name has to be in each of the business's languages and in no other. */
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
