import { type Markdown, md } from "../report/markdown";
import type { Properties } from "../snapshot";

/** Who sends what a schema describes: a client, or the API. */
export type Direction = "request" | "reply";

/** A difference that a client may notice; a breaking one ends clients that were right until now. */
export interface ApiChange {
  readonly says: Markdown;
  readonly breaking: boolean;
}

/** Bounds by whether a greater one is stricter. */
const bounds: Readonly<Record<string, boolean>> = {
  minimum: true,
  minLength: true,
  minItems: true,
  maximum: false,
  maxLength: false,
  maxItems: false,
};

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
      ...this.choiceChanges(path, before, after),
      ...this.boundChanges(path, before, after),
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

  private choiceChanges(path: string, before: Properties, after: Properties): ApiChange[] {
    const isRequest = this.direction === "request";
    const [old, now]: [unknown[], unknown[]] = [before.enum ?? [], after.enum ?? []];
    if (!before.enum && !after.enum) return [];
    if (!before.enum) return [{ says: md`${path} is one of a list now`, breaking: isRequest }];
    if (!after.enum)
      return [{ says: md`${path} is no longer one of a list`, breaking: !isRequest }];
    const [gone, come] = [
      old.filter((one) => !now.includes(one)),
      now.filter((one) => !old.includes(one)),
    ];
    return [
      ...gone.map((one) => ({
        says: md`${path}: ${String(one)} is no choice any more`,
        breaking: isRequest,
      })),
      ...come.map((one) => ({
        says: md`${path}: ${String(one)} is a new choice`,
        breaking: !isRequest,
      })),
    ];
  }

  private boundChanges(path: string, before: Properties, after: Properties): ApiChange[] {
    const isRequest = this.direction === "request";
    const limits = Object.entries(bounds).flatMap(([bound, greaterIsStricter]) => {
      const [old, now] = [before[bound], after[bound]];
      const isStricter =
        old === undefined || (now !== undefined && now > old === greaterIsStricter);
      return differs(
        old !== now,
        md`${path}: ${bound} is ${String(now ?? "none")}, was ${String(old ?? "none")}`,
        isRequest && isStricter,
      );
    });
    const forms = ["pattern", "format", "multipleOf"].flatMap((form) =>
      differs(
        before[form] !== after[form],
        md`${path}: ${form} is ${String(after[form] ?? "none")}, was ${String(before[form] ?? "none")}`,
        isRequest && after[form] !== undefined,
      ),
    );
    return [...limits, ...forms];
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

/** One change, if there is one. */
export function differs(doesDiffer: boolean, says: Markdown, breaking: boolean): ApiChange[] {
  return doesDiffer ? [{ says, breaking }] : [];
}

/** What a reference in a document leads to. */
export function resolved(value: Properties, document: Properties): Properties {
  if (typeof value.$ref !== "string") return value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  const found = steps.reduce((at, step) => at?.[step], document);
  return found ?? {};
}

function hasReference(schema: Properties): boolean {
  return JSON.stringify(schema).includes('"$ref"');
}

function isOpen({ type, additionalProperties }: Properties): boolean {
  return type === "object" && additionalProperties !== false;
}
