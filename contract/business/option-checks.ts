import type { Business } from "../business";
import { longestMinutes } from "../rules/hours";
import { staffFor, visitOf } from "../rules/visit";
import type { BusinessWords } from "../wording/business";
import type { Problem } from "./problem";

/** What is wrong with the options of services. */
export function optionProblems(business: Business, words: BusinessWords): Problem[] {
  const options = business.services.flatMap((service, at) =>
    (service.options ?? []).map((option, index) => ({
      service,
      option,
      path: `services[${at}].options[${index}]`,
    })),
  );
  return [
    ...sameIds(
      options.map(({ option, path }) => ({ id: option.id, path })),
      words,
    ),
    ...options.flatMap(({ service, option, path }) => {
      const choices = option.choices.map((choice, at) => ({
        ...choice,
        path: `${path}.choices[${at}]`,
      }));
      const [standard, ...others] = choices;
      const able = staffFor(business, [service.id]);
      return [
        ...sameIds(choices, words),
        ...(standard?.addedMinutes
          ? [{ path: `${standard.path}.addedMinutes`, message: words.standardChoice }]
          : []),
        ...(standard?.addedPrice
          ? [{ path: `${standard.path}.addedPrice`, message: words.standardChoice }]
          : []),
        ...others
          .filter(({ id, addedMinutes = 0 }) => {
            const minutesWith = (person: string) =>
              visitOf(business, [service.id], person, { [option.id]: id }).durationMinutes;
            return (
              addedMinutes > 0 &&
              able.length > 0 &&
              able.every((person) => longestMinutes(business, person) < minutesWith(person.id))
            );
          })
          .map(({ path: place, addedMinutes }) => ({
            path: `${place}.addedMinutes`,
            message: words.fits + words.instead(String(addedMinutes)),
          })),
      ];
    }),
  ];
}

/** A booking names options and choices by their ids alone. */
function sameIds(
  entries: readonly { readonly id: string; readonly path: string }[],
  words: BusinessWords,
): Problem[] {
  return entries.flatMap(({ id, path }, at) => {
    const first = entries.find((entry) => entry.id === id);
    if (!first || first === entries[at]) return [];
    return [
      { path: `${path}.id`, message: words.unique(`${first.path}.id`) + words.instead(`"${id}"`) },
    ];
  });
}
