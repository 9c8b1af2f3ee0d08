import { md } from "../report/markdown";
import type { Properties } from "../snapshot";
import { codeChanges, securityChanges } from "./access";
import { type ApiChange, type Direction, differs, resolved } from "./api-change";
import { SchemaComparison } from "./api-schemas";

/** What changes in one operation: "GET /count". */
export interface OperationChange {
  readonly operation: string;
  readonly changes: readonly ApiChange[];
}

/** Compares two documents of the API as a client would: what it may send, and what it is answered. */
export function apiChanges(base: unknown, head: unknown): OperationChange[] {
  const [before, after] = [operationsOf(base), operationsOf(head)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .map((operation) => ({ operation, changes: changesOf(operation) }))
    .filter(({ changes }) => changes.length > 0);

  function changesOf(operation: string): ApiChange[] {
    const [old, now] = [before.get(operation), after.get(operation)];
    if (!old) return [{ says: md`is new`, breaking: false }];
    if (!now) return [{ says: md`is gone`, breaking: true }];
    return new OperationComparison(base as Properties, head as Properties).compare(old, now);
  }
}

const methods = ["get", "post", "put", "patch", "delete", "head", "options"];

function operationsOf(document: unknown): Map<string, Properties> {
  const { paths = {} } = document as Properties;
  return new Map(
    Object.entries<Properties>(paths).flatMap(([path, item]) =>
      Object.entries<Properties>(item)
        .filter(([method]) => methods.includes(method))
        .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  );
}

class OperationComparison {
  constructor(
    private readonly base: Properties,
    private readonly head: Properties,
  ) {}

  compare(old: Properties, now: Properties): ApiChange[] {
    return [
      ...securityChanges(old.security ?? [], now.security ?? []),
      ...this.parameterChanges(old.parameters ?? [], now.parameters ?? []),
      ...this.bodyChanges(old.requestBody, now.requestBody),
      ...this.replyChanges(old.responses ?? {}, now.responses ?? {}),
    ];
  }

  private parameterChanges(old: Properties[], now: Properties[]): ApiChange[] {
    const byName = (list: Properties[], document: Properties) =>
      new Map(
        list
          .map((one) => resolved(one, document))
          .map((one) => [`${one.in} parameter ${one.name}`, one] as const),
      );
    const [before, after] = [byName(old, this.base), byName(now, this.head)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
      const [was, is] = [before.get(name), after.get(name)];
      if (!is) return [{ says: md`${name} is gone`, breaking: true }];
      const required = is.required ? md` and required` : md``;
      if (!was) return [{ says: md`${name} is new${required}`, breaking: is.required === true }];
      return [
        ...differs(
          (was.required === true) !== (is.required === true),
          md`${name} is ${is.required ? md`required now` : md`optional now`}`,
          is.required === true,
        ),
        ...this.schemas("request", name, was.schema, is.schema),
      ];
    });
  }

  private bodyChanges(old?: Properties, now?: Properties): ApiChange[] {
    const [was, is] = [old && resolved(old, this.base), now && resolved(now, this.head)];
    if (!was && !is) return [];
    if (!is) return [{ says: md`takes no body any more`, breaking: true }];
    if (!was) return [{ says: md`takes a body now`, breaking: is.required === true }];
    return [
      ...differs(
        (was.required === true) !== (is.required === true),
        md`its body is ${is.required ? md`required now` : md`optional now`}`,
        is.required === true,
      ),
      ...this.contentChanges("request", "body", was.content, is.content),
    ];
  }

  private replyChanges(old: Properties, now: Properties): ApiChange[] {
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].sort().flatMap((status) => {
      const name = `reply ${status}`;
      const isSuccess = status.startsWith("2");
      if (!now[status]) return [{ says: md`no longer answers ${status}`, breaking: isSuccess }];
      if (!old[status]) return [{ says: md`may answer ${status}`, breaking: false }];
      const [was, is] = [resolved(old[status], this.base), resolved(now[status], this.head)];
      const gone = Object.keys(was.headers ?? {}).filter((header) => !is.headers?.[header]);
      return [
        ...gone.map((header) => ({
          says: md`${name}: the header ${header} is gone`,
          breaking: true,
        })),
        ...this.contentChanges("reply", name, was.content, is.content),
        ...codeChanges(name, was["x-codes"] ?? [], is["x-codes"] ?? []),
      ];
    });
  }

  private contentChanges(
    direction: Direction,
    name: string,
    old: Properties = {},
    now: Properties = {},
  ): ApiChange[] {
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((type) => {
      if (!now[type]) return [{ says: md`${name}: ${type} is gone`, breaking: true }];
      if (!old[type]) return [{ says: md`${name}: ${type} is new`, breaking: false }];
      return this.schemas(direction, name, old[type].schema, now[type].schema);
    });
  }

  private schemas(direction: Direction, name: string, old?: Properties, now?: Properties) {
    return new SchemaComparison(this.base, this.head, direction).compare(name, old, now);
  }
}
