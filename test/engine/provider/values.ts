import { createHash } from "node:crypto";

// biome-ignore lint/suspicious/noExplicitAny: the inputs and outputs of every resource type
export type Value = any;
export type Properties = Readonly<Record<string, Value>>;

/** What the engine sends in place of a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signature = "4dabf18193072939515e22adb298388d";

/** Tells the engine that a value is secret. */
export function secret(value: Value): Value {
  return { [signature]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A leaf that differs between two values: where, without and with the places in lists. */
export interface Change {
  readonly property: string;
  readonly path: string;
}

/** Every leaf that differs. Assets differ by what they hold, not by where they lie. */
export function changesBetween(before: Value, after: Value, path = ""): Change[] {
  if (isNothing(before) && isNothing(after)) return [];
  if (before === after) return [];
  if (isObject(before) || isObject(after)) {
    if (before?.[signature] || after?.[signature]) {
      return before?.hash === after?.hash ? [] : [changeAt(path)];
    }
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    const isList = Array.isArray(before ?? after);
    const isEitherLeaf = [before, after].some((one) => !isNothing(one) && !isObject(one));
    if (isEitherLeaf) return [changeAt(path)];
    // Terraform knows no difference between an empty block and none.
    return [...keys].flatMap((key) => {
      const step = isList ? `[${key}]` : path ? `.${key}` : key;
      return changesBetween(before?.[key], after?.[key], `${path}${step}`);
    });
  }
  return [changeAt(path)];
}

function changeAt(path: string): Change {
  return { path, property: path.replace(/\[\d+\]/g, "") };
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null;
}

function isObject(value: Value): boolean {
  return typeof value === "object" && value !== null;
}

/** Whether a value holds something that is not known yet. */
export function isUnknown(value: Value): boolean {
  if (value === unknown) return true;
  return isObject(value) && Object.values(value).some(isUnknown);
}

/** Digits that look random and are the same for the same words. */
export function digits(length: number, ...words: string[]): string {
  let text = "";
  while (text.length < length) {
    text += createHash("sha256")
      .update([...words, text.length].join("\n"))
      .digest("hex");
  }
  return text.slice(0, length);
}

/** Fills the patterns of a value; the seed makes what looks random. */
export function fill(pattern: Value, properties: Properties, seed: string): Value {
  if (Array.isArray(pattern)) {
    return pattern.map((item, index) => fill(item, properties, `${seed}[${index}]`));
  }
  if (isObject(pattern)) {
    return Object.fromEntries(
      Object.entries(pattern).map(([key, value]) => [
        key,
        fill(value, properties, `${seed}.${key}`),
      ]),
    );
  }
  if (typeof pattern !== "string") return pattern;
  return pattern.replace(/\{(\w+)(?::(\d+))?\}/g, (_, word: string, length?: string) => {
    if (word === "hex") return digits(Number(length), seed);
    if (word === "HEX") return digits(Number(length), seed).toUpperCase();
    if (word === "uuid") return uuid(digits(32, seed));
    if (word === "time") return new Date().toISOString();
    if (word === "secret") return secretMarker + digits(32, seed);
    const value = properties[word];
    if (value === undefined) throw new Error(`The pattern ${pattern} needs ${word}.`);
    return String(value);
  });
}

/** Starts every secret that the stand-in makes up, so that a test finds it wherever it went. */
export const secretMarker = "shh-not-in-plain-text-";

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Wraps the value at a path, with dots, as a secret. */
export function markSecret(properties: Properties, path: string): Properties {
  const [first = "", ...rest] = path.split(".");
  const value = properties[first];
  if (isNothing(value) || value === unknown) return properties;
  const marked = rest.length > 0 ? markSecret(value, rest.join(".")) : secret(value);
  return { ...properties, [first]: marked };
}
