import { md } from "../report/markdown";
import type { Properties } from "../snapshot";
import { type ApiChange, type Direction, differs } from "./api-change";

/** Bounds by whether a greater one is stricter. */
const bounds: Readonly<Record<string, boolean>> = {
  minimum: true,
  minLength: true,
  minItems: true,
  maximum: false,
  maxLength: false,
  maxItems: false,
};

/** The choices of a value that come or go. */
export function choiceChanges(
  direction: Direction,
  path: string,
  before: Properties,
  after: Properties,
): ApiChange[] {
  const isRequest = direction === "request";
  const [old, now]: [unknown[], unknown[]] = [before.enum ?? [], after.enum ?? []];
  if (!before.enum && !after.enum) return [];
  if (!before.enum) return [{ says: md`${path} is one of a list now`, breaking: isRequest }];
  if (!after.enum) return [{ says: md`${path} is no longer one of a list`, breaking: !isRequest }];
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

/** The bounds and forms of a value that change. */
export function boundChanges(
  direction: Direction,
  path: string,
  before: Properties,
  after: Properties,
): ApiChange[] {
  const isRequest = direction === "request";
  const limits = Object.entries(bounds).flatMap(([bound, greaterIsStricter]) => {
    const [old, now] = [before[bound], after[bound]];
    const isStricter = old === undefined || (now !== undefined && now > old === greaterIsStricter);
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
