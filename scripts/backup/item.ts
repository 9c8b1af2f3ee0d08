import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { owedAttributes } from "../../handlers/bookings/messages/owed";
import { backupMark } from "../../handlers/runtime/stream";

const passing: ReadonlySet<string> = new Set([backupMark, ...owedAttributes]);

/** An item with the types that DynamoDB gives its values; plain values would lose some. */
export type Item = Record<string, AttributeValue>;

/** One part of a table's key. */
export interface KeyPart {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

/**
 * The item as one line of DynamoDB JSON. Equal items give equal lines: names and sets are sorted,
 * numbers stay the text that DynamoDB keeps, and neither the mark of a backup nor what a booking owes at
 * that moment is part of the item, or customers would hear again of what is restored.
 */
export function lineOf(item: Item): string {
  return JSON.stringify(attributes(lasting(item)));
}

/** The item without what is true at one moment only. */
export function lasting(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !passing.has(name)));
}

/** Reads such a line; throws where it is no item. */
export function itemOf(line: string): Item {
  const parsed: unknown = JSON.parse(line);
  if (!isObject(parsed)) throw new Error("no object");
  return typed(parsed);
}

/** What tells an item from all others of its table, as text. */
export function keyText(item: Item, key: readonly KeyPart[]): string {
  return JSON.stringify(attributes(keyOf(item, key)));
}

/** The key of an item; throws where a part is missing or of another type. */
export function keyOf(item: Item, key: readonly KeyPart[]): Item {
  return Object.fromEntries(
    key.map(({ name, type }) => {
      const value = item[name];
      if (!value || !(type in value)) throw new Error(`no key ${name} of type ${type}`);
      return [name, value];
    }),
  );
}

/** The key that a text stands for. */
export function keyOfText(text: string): Item {
  return itemOf(text);
}

function attributes(item: Item): Record<string, unknown> {
  const names = Object.keys(item).sort();
  return Object.fromEntries(names.map((name) => [name, encoded(item[name] as AttributeValue)]));
}

function encoded(value: AttributeValue): unknown {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64).sort() };
  if (value.SS) return { SS: [...value.SS].sort() };
  if (value.NS) return { NS: [...value.NS].sort() };
  if (value.M) return { M: attributes(value.M) };
  if (value.L) return { L: value.L.map(encoded) };
  return value;
}

function decoded(value: unknown): AttributeValue {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (!entry || others.length > 0) throw new Error("no typed value");
  const [type, content] = entry;
  switch (type) {
    case "S":
    case "N":
      if (typeof content === "string") return value as AttributeValue;
      break;
    case "BOOL":
    case "NULL":
      if (typeof content === "boolean") return value as AttributeValue;
      break;
    case "B":
      if (typeof content === "string") return { B: Buffer.from(content, "base64") };
      break;
    case "SS":
    case "NS":
      if (isTexts(content)) return value as AttributeValue;
      break;
    case "BS":
      if (isTexts(content)) return { BS: content.map((text) => Buffer.from(text, "base64")) };
      break;
    case "L":
      if (Array.isArray(content)) return { L: content.map(decoded) };
      break;
    case "M":
      if (isObject(content)) return { M: typed(content) };
      break;
  }
  throw new Error(`no value of type ${type}`);
}

function typed(values: Record<string, unknown>): Item {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decoded(value)]));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
