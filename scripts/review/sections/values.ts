import { code, type Markdown, md } from "../report/markdown";
import { isDigest, isHidden } from "../resources/properties";

/** What is shown around a difference within long texts. */
const context = 24;

/** What became of a value: "`30` → `20`". */
export function transition(before: unknown, after: unknown): Markdown {
  if (isNewValue(after)) return md`gets a new value`;
  if (isHidden(before) && isHidden(after)) return md`another secret`;
  if (isDigest(before) && isDigest(after)) {
    return md`other content, ${before.bytes} → ${after.bytes} bytes`;
  }
  if (before === undefined || before === null) return md`${shown(after)} is new`;
  if (after === undefined || after === null) return md`${shown(before)} is gone`;
  if (typeof before === "string" && typeof after === "string") return ofTexts(before, after);
  return md`${shown(before)} → ${shown(after)}`;
}

function ofTexts(before: string, after: string): Markdown {
  const isFingerprint = (text: string) => /^[0-9a-f]{32,128}$/.test(text);
  if (isFingerprint(before) && isFingerprint(after)) return md`another fingerprint`;
  const [old, now] = differingParts(before, after);
  return md`${old} → ${now}`;
}

/** Two long texts without what they begin and end with in common. */
export function differingParts(before: string, after: string): [string, string] {
  const shorter = Math.min(before.length, after.length);
  if (shorter < 4 * context) return [before, after];
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [from, to] = [Math.max(0, start - context), Math.max(0, end - context)];
  const part = (text: string) =>
    `${from > 0 ? "…" : ""}${text.slice(from, text.length - to)}${to > 0 ? "…" : ""}`;
  return [part(before), part(after)];
}

function shown(one: unknown): Markdown {
  if (isHidden(one)) return md`a secret`;
  if (isDigest(one)) return md`a file of ${one.bytes} bytes`;
  const text = typeof one === "string" ? one : JSON.stringify(one, withoutSecrets);
  return code(text ?? "nothing");
}

function withoutSecrets(_: string, part: unknown): unknown {
  return isHidden(part) ? "[secret]" : isDigest(part) ? `[${part.bytes} bytes]` : part;
}

function isNewValue(one: unknown): boolean {
  return typeof one === "object" && one !== null && "$new" in one;
}
