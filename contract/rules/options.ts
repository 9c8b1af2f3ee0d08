import type { Business, OptionChoice, Service, ServiceOption, Text } from "../business";

/**
 * What is chosen of the options of a visit's services: ids of choices by the ids of their options. An option
 * that is left out has its standard choice.
 */
export type ChosenOptions = Readonly<Record<string, string>>;

/** The choices of a service that are not its standard ones, in the order of its options. */
export function chosenOf(
  { options = [] }: Pick<Service, "options">,
  chosen: ChosenOptions = {},
): OptionChoice[] {
  return options.flatMap(({ id, choices }) =>
    choices.slice(1).filter((choice) => choice.id === chosen[id]),
  );
}

/** What the choices of a service add to its length and price. */
export function addedBy(
  service: Pick<Service, "options">,
  chosen: ChosenOptions | undefined,
): { readonly minutes: number; readonly price: number } {
  const choices = chosenOf(service, chosen);
  return {
    minutes: choices.reduce((sum, { addedMinutes = 0 }) => sum + addedMinutes, 0),
    price: choices.reduce((sum, { addedPrice = 0 }) => sum + addedPrice, 0),
  };
}

/** A service with what was chosen that is not standard: "Box braids (waist length, small)". */
export function nameWithOptions(
  { name, options }: Pick<Service, "name" | "options">,
  chosen: ChosenOptions | undefined,
): Text {
  const choices = chosenOf({ options }, chosen);
  if (choices.length === 0) return name;
  const inLanguage = (language: keyof Text) =>
    `${name[language]} (${choices.map((choice) => choice.name[language]).join(", ")})`;
  return { en: inLanguage("en"), fr: inLanguage("fr") };
}

/**
 * What a visit with these services has to say of its options: neither standard choices nor those of other
 * services, and in one order, so that the same visit is always written down in the same way.
 */
export function tellingOptions(
  { services }: Pick<Business, "services">,
  serviceIds: readonly string[],
  chosen: ChosenOptions = {},
): ChosenOptions {
  const told = services
    .filter(({ id }) => serviceIds.includes(id))
    .flatMap(({ options = [] }) => options)
    .filter(({ id, choices }) => choices.slice(1).some((choice) => choice.id === chosen[id]));
  return Object.fromEntries(told.map(({ id }) => [id, chosen[id] as string]));
}

/** The price of a service on a list: a lowest one where some choice costs more than the standard one. */
export function listedPrice(service: Pick<Service, "price" | "isFromPrice" | "options">): {
  readonly minor: number;
  readonly isFromPrice: boolean;
} {
  const { price, isFromPrice = false } = service;
  return { minor: price, isFromPrice: isFromPrice || dearestPrice(service) > price };
}

/** The price of a service with the dearest choices. */
export function dearestPrice({ price, options = [] }: Pick<Service, "price" | "options">): number {
  const added = options.map(({ choices }) =>
    Math.max(...choices.map(({ addedPrice = 0 }) => addedPrice)),
  );
  return added.reduce((sum, each) => sum + each, price);
}

/** What is wrong with the choice of options, as the key of a sentence about the option; undefined where nothing is. */
export function optionsProblem(
  { services }: Pick<Business, "services">,
  serviceIds: readonly string[],
  chosen: ChosenOptions = {},
): string | undefined {
  for (const [id, choice] of Object.entries(chosen)) {
    const found = optionOf({ services }, id);
    if (!found) return `options.unknown:${id}`;
    if (!serviceIds.includes(found.service.id)) return `options.service:${id}`;
    if (!found.option.choices.some((one) => one.id === choice)) return `options.choice:${id}`;
  }
  return undefined;
}

/** The option with this id, and the service that has it. */
export function optionOf(
  { services }: Pick<Business, "services">,
  id: string,
): { readonly service: Service; readonly option: ServiceOption } | undefined {
  for (const service of services) {
    const option = service.options?.find((one) => one.id === id);
    if (option) return { service, option };
  }
  return undefined;
}
