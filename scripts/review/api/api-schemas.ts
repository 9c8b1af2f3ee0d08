import { md } from "../report/markdown";
import type { Properties } from "../snapshot";
import { type ApiChange, type Direction, differs, resolved } from "./api-change";
import { boundChanges, choiceChanges } from "./limits";

/** Compares two schemas of two documents, each with references into its own. */
export class SchemaComparison {
  private readonly seen = new Set<string>();

  constructor(
    private readonly base: Properties,
    private readonly head: Properties,
    private readonly direction: Direction,
  ) {}

  compare(path: string, from: Properties = {}, to: Properties = {}): ApiChange[] {
    const pair = `${from.$ref} ${to.$ref}`;
    if (from.$ref && to.$ref && this.seen.has(pair)) return [];
    this.seen.add(pair);
    const [before, after] = [resolved(from, this.base), resolved(to, this.head)];
    if (JSON.stringify(from) === JSON.stringify(to) && !from.$ref && !hasReference(from)) return [];
    const isRequest = this.direction === "request";
    return [
      ...this.typeChanges(path, before, after),
      ...choiceChanges(this.direction, path, before, after),
      ...boundChanges(this.direction, path, before, after),
      ...this.propertyChanges(path, before, after),
      ...(before.items && after.items ? this.compare(`${path}[]`, before.items, after.items) : []),
      ...differs(
        isOpen(before) !== isOpen(after),
        isOpen(after)
          ? md`${path} takes properties of any name`
          : md`${path} takes no further properties`,
        isRequest && !isOpen(after),
      ),
    ];
  }

  private typeChanges(path: string, before: Properties, after: Properties): ApiChange[] {
    const isRequest = this.direction === "request";
    const [narrow, wide] = isRequest ? [before, after] : [after, before];
    const isWidened = narrow.type === "integer" && wide.type === "number";
    const composed = ["oneOf", "anyOf", "allOf", "not"].filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    const isNullable = after.nullable === true;
    return [
      ...differs(
        before.type !== after.type,
        md`${path} is ${after.type ?? "anything"}, was ${before.type ?? "anything"}`,
        !isWidened,
      ),
      ...differs(
        (before.nullable === true) !== isNullable,
        md`${path} may ${isNullable ? md`now` : md`no longer`} be null`,
        isRequest !== isNullable,
      ),
      ...composed.map((key) => ({
        says: md`${path}: the choices of ${key} differ`,
        breaking: true,
      })),
    ];
  }

  private propertyChanges(path: string, before: Properties, after: Properties): ApiChange[] {
    const isRequest = this.direction === "request";
    const [old, now]: [Properties, Properties] = [before.properties ?? {}, after.properties ?? {}];
    const isNeeded = (schema: Properties, name: string) => (schema.required ?? []).includes(name);
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) => {
      const place = path ? `${path}.${name}` : name;
      // An operation refuses properties that it does not know.
      if (!now[name]) return [{ says: md`${place} is gone`, breaking: true }];
      const [was, is] = [isNeeded(before, name), isNeeded(after, name)];
      const required = is ? md` and required` : md``;
      if (!old[name]) return [{ says: md`${place} is new${required}`, breaking: isRequest && is }];
      return [
        ...differs(
          was !== is,
          md`${place} is ${is ? md`required now` : md`optional now`}`,
          isRequest === is,
        ),
        ...this.compare(place, old[name], now[name]),
      ];
    });
  }
}

function hasReference(schema: Properties): boolean {
  return JSON.stringify(schema).includes('"$ref"');
}

function isOpen({ type, additionalProperties }: Properties): boolean {
  return type === "object" && additionalProperties !== false;
}
