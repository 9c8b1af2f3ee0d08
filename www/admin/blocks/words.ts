import type { Business, Language } from "../../../contract/business";
import { clockText, dateText } from "../../../contract/rules/dates";
import { staffName } from "../../../contract/rules/names";
import type { BlockReply } from "../../../contract/schemas/blocks";
import { type BlockWords, en } from "./words/en";
import { fr } from "./words/fr";

export type { BlockWords };

/** The wording by language; a sentence that is missing does not compile. */
export const blockWords: Readonly<Record<Language, BlockWords>> = { en, fr };

type Span = Pick<BlockReply, "from" | "fromTime" | "to" | "toTime">;

/** When time is blocked: "Tuesday 1 December, from 12:00 to the end of the day". */
export function whenText({ from, fromTime, to, toTime }: Span, language: Language): string {
  const w = blockWords[language];
  const [first, last] = [from, to].map((date) => dateText(date, "weekday", language)) as [
    string,
    string,
  ];
  const isFromStart = fromTime === "00:00";
  const isToEnd = toTime === "24:00";
  const [starts, ends] = [clockText(fromTime, language), clockText(toTime, language)];
  if (from !== to) {
    return w.days(
      isFromStart ? first : w.point(first, starts),
      isToEnd ? last : w.point(last, ends),
    );
  }
  if (isFromStart) return isToEnd ? w.allDay(first) : w.untilOn(first, ends);
  return isToEnd ? w.fromOn(first, starts) : w.between(first, starts, ends);
}

/** Whose time is blocked: names, or everybody. */
export function whoText(business: Business, people: readonly string[], language: Language): string {
  const isAll = business.staff.every(({ id }) => people.includes(id));
  if (isAll && business.staff.length > 1) return blockWords[language].everybody;
  return people.map((id) => staffName(business, id)).join(", ");
}

/** Who and when, on one line. */
export function blockText(
  business: Business,
  block: Span & Pick<BlockReply, "people">,
  language: Language,
): string {
  const who = whoText(business, block.people, language);
  return blockWords[language].of(who, whenText(block, language));
}
