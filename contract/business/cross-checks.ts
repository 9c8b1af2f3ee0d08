import { type Business, type Days, type Language, type Opening, weekdays } from "../business";
import { minutesOfDay } from "../rules/calendar";
import { contrast, textContrast } from "../rules/colours";
import { longestMinutes } from "../rules/hours";
import { hasInvisible } from "../rules/invisible";
import { staffFor, visitOf } from "../rules/visit";
import type { BusinessWords } from "../wording/business";
import { optionProblems } from "./option-checks";
import type { Problem } from "./problem";

/** What is wrong between the parts of a document whose shape is right. */
export function crossProblems(business: Business, words: BusinessWords): Problem[] {
  const { categories, productCategories, services, staff } = business;
  return [
    ...textProblems(business, business.languages, words),
    ...idProblems("categories", categories, words),
    ...idProblems("productCategories", productCategories, words),
    ...idProblems("services", services, words),
    ...idProblems("staff", staff, words),
    ...hoursProblems(business, words),
    ...serviceProblems(business, words),
    ...optionProblems(business, words),
    ...standardServiceProblems(business, words),
    ...staffProblems(business, words),
    ...colourProblems(business, words),
  ];
}

/** White text stands on the main colour, and headings of the main colour on the background. The accent is adapted. */
function colourProblems({ colours }: Business, words: BusinessWords): Problem[] {
  if (!colours) return [];
  const { main, background } = colours;
  const pairs = [
    ["main", main, "#ffffff", textContrast],
    ["background", background, main, textContrast],
    ["background", background, darkText, 7],
  ] as const;
  return pairs
    .filter(([, colour, other, least]) => contrast(colour, other) < least)
    .map(([key, colour, other, least]) => {
      const found = Math.floor(contrast(colour, other) * 10) / 10;
      return { path: `colours.${key}`, message: words.contrast(other, least, found) };
    });
}

/** The colour of text on the background (www/style/base.css). */
const darkText = "#2a1622";

/** Texts that are empty in a language of the site, and what nobody can see, wherever it is. */
function textProblems(
  value: unknown,
  languages: readonly Language[],
  words: BusinessWords,
  path = "",
): Problem[] {
  if (typeof value === "string") {
    return hasInvisible(value.replaceAll("\n", "")) ? [{ path, message: words.invisible }] : [];
  }
  if (value === null || typeof value !== "object") return [];
  const empty = languages
    .filter((language) => (value as Record<string, unknown>)[language] !== undefined)
    .filter((language) => !String((value as Record<string, unknown>)[language]).trim());
  return [
    ...empty.map((language) => ({ path: `${path}.${language}`, message: words.text(language) })),
    ...Object.entries(value).flatMap(([key, inner]) => {
      const place = Array.isArray(value) ? `${path}[${key}]` : `${path}${path && "."}${key}`;
      return textProblems(inner, languages, words, place);
    }),
  ];
}

function idProblems(
  list: string,
  items: readonly { readonly id: string }[],
  words: BusinessWords,
): Problem[] {
  return items.flatMap(({ id }, at) => {
    const first = items.findIndex((item) => item.id === id);
    if (first === at) return [];
    const message = words.unique(`${list}[${first}].id`) + words.instead(`"${id}"`);
    return [{ path: `${list}[${at}].id`, message }];
  });
}

function hoursProblems(
  { openingHours, exceptions, staff }: Business,
  words: BusinessWords,
): Problem[] {
  const ofException = (
    exception: Days & { readonly openings?: readonly Opening[] },
    path: string,
  ) => [
    ...dayProblems(exception, path, words),
    ...openingProblems(exception.openings, `${path}.openings`, words),
  ];
  return [
    ...weekdays.flatMap((day) => openingProblems(openingHours[day], `openingHours.${day}`, words)),
    ...exceptions.flatMap((one, at) => ofException(one, `exceptions[${at}]`)),
    ...staff.flatMap((member, index) => {
      const path = `staff[${index}]`;
      return [
        ...weekdays.flatMap((day) =>
          openingProblems(member.hours?.[day], `${path}.hours.${day}`, words),
        ),
        ...(member.breaks ?? []).flatMap(({ starts, ends }, at) =>
          minutesOfDay(ends) > minutesOfDay(starts)
            ? []
            : [{ path: `${path}.breaks[${at}].ends`, message: laterThan(starts, ends, words) }],
        ),
        ...(member.exceptions ?? []).flatMap((one, at) =>
          ofException(one, `${path}.exceptions[${at}]`),
        ),
      ];
    }),
  ];
}

function openingProblems(
  openings: readonly Opening[] | undefined,
  path: string,
  words: BusinessWords,
): Problem[] {
  return (openings ?? []).flatMap(({ opens, closes }, at) => {
    const previous = openings?.[at - 1]?.closes;
    const isEarly = previous !== undefined && minutesOfDay(opens) < minutesOfDay(previous);
    const isShort = minutesOfDay(closes) <= minutesOfDay(opens);
    return [
      ...(isEarly
        ? [{ path: `${path}[${at}].opens`, message: words.inOrder(previous) + found(opens, words) }]
        : []),
      ...(isShort
        ? [{ path: `${path}[${at}].closes`, message: laterThan(opens, closes, words) }]
        : []),
    ];
  });
}

function dayProblems(days: Days, path: string, words: BusinessWords): Problem[] {
  const { from, until }: { readonly from?: string; readonly until?: string } =
    "date" in days ? {} : days;
  if (from === undefined || until === undefined) return [];
  const wrong = (message: string) => [
    { path: `${path}.until`, message: message + found(until, words) },
  ];
  if (from.length !== until.length) return wrong(words.like(from));
  // A range of every year may reach over New Year.
  return until < from && from.length > "12-25".length ? wrong(words.notBefore(from)) : [];
}

function serviceProblems(business: Business, words: BusinessWords): Problem[] {
  const categories = business.categories.map(({ id }) => id);
  return business.services.flatMap((service, at) => {
    const path = `services[${at}]`;
    const able = staffFor(business, [service.id]);
    const isShort = able.every(
      (person) =>
        longestMinutes(business, person) <
        visitOf(business, [service.id], person.id).durationMinutes,
    );
    const shortest = Math.min(
      service.durationMinutes,
      ...able.map(({ id }) => visitOf(business, [service.id], id).durationMinutes),
    );
    const gapEnds = service.gap ? service.gap.afterMinutes + service.gap.minutes : 0;
    return [
      ...(gapEnds >= shortest ? [{ path: `${path}.gap`, message: words.gap(shortest) }] : []),
      ...(categories.includes(service.category)
        ? []
        : [
            {
              path: `${path}.category`,
              message: words.category(categories) + found(service.category, words),
            },
          ]),
      ...(able.length === 0 ? [{ path: `${path}.id`, message: words.done }] : []),
      ...(able.length > 0 && isShort
        ? [
            {
              path: `${path}.durationMinutes`,
              message: words.fits + words.instead(String(service.durationMinutes)),
            },
          ]
        : []),
    ];
  });
}

function standardServiceProblems(
  { categories, services }: Business,
  words: BusinessWords,
): Problem[] {
  return categories.flatMap(({ id, standardService }, at) => {
    if (standardService === undefined) return [];
    const own = services.filter(({ category }) => category === id).map((service) => service.id);
    // A request could not tell a category from another service of its name.
    const same = id === standardService ? -1 : services.findIndex((one) => one.id === id);
    return [
      ...(own.includes(standardService)
        ? []
        : [
            {
              path: `categories[${at}].standardService`,
              message:
                words.standardService(own) + (own.length > 0 ? found(standardService, words) : ""),
            },
          ]),
      ...(same < 0
        ? []
        : [
            {
              path: `categories[${at}].id`,
              message: words.unique(`services[${same}].id`) + found(id, words),
            },
          ]),
    ];
  });
}

function staffProblems({ staff, services }: Business, words: BusinessWords): Problem[] {
  const known = services.map(({ id }) => id);
  return staff.flatMap((member, index) => {
    const path = `staff[${index}]`;
    const named = member.services === "all" ? [] : member.services;
    return [
      ...named.flatMap((id, at) =>
        known.includes(id)
          ? []
          : [
              {
                path: `${path}.services[${at}]`,
                message: words.service(known) + found(id, words),
              },
            ],
      ),
      ...Object.keys(member.terms ?? {})
        .filter((id) => !known.includes(id))
        .map((id) => ({ path: `${path}.terms.${id}`, message: words.service(known) })),
    ];
  });
}

const laterThan = (start: string, end: string, words: BusinessWords) =>
  words.later(start) + found(end, words);
const found = (value: string, words: BusinessWords) => words.instead(`"${value}"`);
