import { md } from "../report/markdown";
import type { Properties } from "../snapshot";
import { type ApiChange, differs } from "./api-change";

/** What an operation asks for now, and did until now. */
export function securityChanges(old: Properties[], now: Properties[]): ApiChange[] {
  // Any one of the list will do; an empty one is for everybody.
  const texts = (list: Properties[]) => list.map((one) => Object.keys(one).sort().join(" and "));
  const [before, after] = [texts(old), texts(now)];
  const isOpenTo = (list: string[], way: string) =>
    list.length === 0 || list.includes("") || list.includes(way);
  const ways = before.length === 0 ? [""] : before;
  const shut = ways.some((way) => !isOpenTo(after, way));
  const words = (list: string[]) => list.filter(Boolean).join(" or ") || "nothing";
  return differs(
    words(before) !== words(after),
    md`asks for ${words(after)}, asked for ${words(before)}`,
    shut,
  );
}

/** The codes of a reply that come or go. */
export function codeChanges(name: string, old: unknown[], now: unknown[]): ApiChange[] {
  const come = now.filter((one) => !old.includes(one));
  const gone = old.filter((one) => !now.includes(one));
  return [
    ...come.map((one) => ({ says: md`${name}: the code ${String(one)} is new`, breaking: false })),
    ...gone.map((one) => ({ says: md`${name}: the code ${String(one)} is gone`, breaking: false })),
  ];
}
