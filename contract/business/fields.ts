import * as v from "valibot";
import { isOwnersId, longestId } from "../schemas/fields";
import type { BusinessWords } from "../wording/business";

/** The single fields of a business document, with what is wrong in the words of one language. */
export function fieldsIn(words: BusinessWords) {
  /** Says what is wanted and what is there. */
  const wants = (wanted: string) => (issue: v.BaseIssue<unknown>) =>
    issue.input === undefined
      ? words.missing(wanted)
      : `${wanted}${words.instead(shown(issue.input))}`;

  /** An object with exactly these keys. */
  const object = <Entries extends v.ObjectEntries>(entries: Entries) => {
    const keys = Object.keys(entries);
    const needed = keys.filter((key) => entries[key]?.type !== "optional");
    return v.strictObject(entries, (issue) => {
      if (issue.expected === "never") return words.unknown(keys);
      const key = /^"(.+)"$/.exec(issue.expected)?.[1];
      const entry = key === undefined ? undefined : entries[key];
      if (!entry) return wants(words.object(needed))(issue);
      // What is missing says what it should be.
      const [missing] = v.safeParse(entry as v.GenericSchema, undefined).issues ?? [];
      return missing?.message ?? words.missing(words.string);
    });
  };
  const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, wants(words.list));
  /** At least one entry. */
  const some = <Item extends v.GenericSchema>(item: Item) =>
    v.tupleWithRest([item], item, wants(words.list));

  const someOf = <Item extends v.GenericSchema>(item: Item, least: number, most: number) => {
    const message = wants(words.entries(least, most));
    return v.pipe(list(item), v.minLength(least, message), v.maxLength(most, message));
  };

  const string = v.pipe(
    v.string(wants(words.string)),
    v.check((text) => text.trim() !== "", wants(words.string)),
  );
  const like = (pattern: RegExp, ...examples: string[]) => {
    const message = wants(words.like(...examples));
    return v.pipe(v.string(message), v.regex(pattern, message));
  };
  const number = (accepts: (value: number) => boolean, wanted: string) => {
    const message = wants(wanted);
    return v.pipe(v.number(message), v.check(accepts, message));
  };
  const whole = (least: number, most?: number) =>
    number(
      (value) => Number.isSafeInteger(value) && value >= least && value <= (most ?? value),
      words.whole(least, most),
    );
  const minutes = (multipleOf: number, least: number) =>
    number(
      (value) => Number.isSafeInteger(value) && value >= least && value % multipleOf === 0,
      words.minutes(multipleOf, least),
    );
  const between = (least: number, most: number) =>
    number((value) => value >= least && value <= most, words.number(least, most));
  const oneOf = <const Values extends readonly string[]>(values: Values) =>
    v.picklist(values, wants(words.oneOf(values)));
  const checked = (accepts: (value: string) => boolean, wanted: string) => {
    const message = wants(wanted);
    return v.pipe(v.string(message), v.check(accepts, message));
  };
  return {
    wants,
    object,
    list,
    some,
    someOf,
    string,
    like,
    whole,
    minutes,
    between,
    oneOf,
    checked,
    trueOrFalse: v.boolean(wants(words.trueOrFalse)),
    /** Whether the languages of the site have it is a question to the whole document. */
    text: object({ en: v.string(wants(words.string)), fr: v.string(wants(words.string)) }),
    id: checked(isOwnersId, words.id(longestId)),
  };
}
export type Fields = ReturnType<typeof fieldsIn>;

/** A value as a person finds it again, cut where it is long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
