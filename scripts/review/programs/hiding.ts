import { createHmac } from "node:crypto";
import { isDigest, isHidden } from "../resources/properties";
import type { Hidden } from "../snapshot";

/** Shorter ones are in many texts by accident: they are looked for as words of their own. */
const shortest = 4;

/** What a secret may be without telling anything. */
const meaningless = new Set(["", "true", "false", "null"]);

/**
 * What a list may show although there is a secret somewhere in it, which makes all of it secret. The key of
 * the edge is a header that CloudFront sends to an origin.
 */
const shown: Readonly<Record<string, (path: readonly string[]) => boolean>> = {
  "aws:cloudfront/distribution:Distribution": ([property, ...rest]) =>
    property === "origins" && !(rest.includes("customHeaders") && rest.at(-1) === "value"),
};

/** Puts a fingerprint, of no use to anybody without the salt, in the place of every secret. */
export class Hiding {
  /** Also as they are within JSON, an address or base64. */
  private readonly texts = new Set<string>();

  constructor(private readonly salt: string) {}

  /** Notes a secret, and all texts in it, to be found wherever else they are. */
  note(secret: unknown): void {
    if (secret !== null && typeof secret === "object") {
      for (const part of Object.values(secret)) this.note(part);
      return;
    }
    const text = typeof secret === "string" || typeof secret === "number" ? String(secret) : "";
    if (meaningless.has(text)) return;
    this.texts.add(text);
    this.texts.add(JSON.stringify(text).slice(1, -1));
    this.texts.add(encodeURIComponent(text));
    if (text.length >= shortest) this.texts.add(Buffer.from(text).toString("base64"));
  }

  /** The inputs of a type without those that lie at the secret paths, which are noted. */
  hideAt(type: string, inputs: unknown, secrets: readonly string[]): unknown {
    const walk = (value: unknown, path: readonly string[], isSecret: boolean): unknown => {
      const within = isSecret || secrets.includes(path.join("."));
      if (value !== null && typeof value === "object") {
        return mapped(value, (part, key) => walk(part, [...path, key], within));
      }
      if (!within || value === undefined || shown[type]?.(path)) return value;
      this.note(value);
      return this.hidden(value);
    };
    return walk(inputs, [], false);
  }

  /** A value without the secrets that were noted, wherever a text, a number or a key has them. */
  hideNoted(value: unknown): unknown {
    if (isHidden(value) || isDigest(value)) return value;
    if (value !== null && typeof value === "object") {
      return mapped(value, (part) => this.hideNoted(part), this.hideText);
    }
    const isText = typeof value === "string" || typeof value === "number";
    return isText && this.hideText(String(value)) !== String(value) ? this.hidden(value) : value;
  }

  /** The same for what must stay texts: names, sentences and, where asked for, keys. */
  hideTexts<Value>(value: Value, inKeys = false): Value {
    const hide = (part: unknown): unknown => {
      if (typeof part === "string") return this.hideText(part);
      if (part === null || typeof part !== "object") return part;
      return mapped(part, hide, inKeys ? this.hideText : undefined);
    };
    return hide(value) as Value;
  }

  /** A text with a short fingerprint in the place of each secret. */
  readonly hideText = (text: string): string =>
    // Longer ones first: one may be part of another.
    [...this.texts]
      .filter((secret) => text.includes(secret))
      .sort((one, other) => other.length - one.length)
      .reduce(
        (hidden, secret) =>
          hidden.replace(pattern(secret), `[secret ${this.fingerprint(secret).slice(0, 8)}]`),
        text,
      );

  private hidden(value: unknown): Hidden {
    return { $secret: this.fingerprint(JSON.stringify(value)) };
  }

  private fingerprint(text: string): string {
    return createHmac("sha256", this.salt).update(text).digest("hex");
  }
}

function pattern(secret: string): RegExp {
  const text = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    secret.length < shortest ? `(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])` : text,
    "gu",
  );
}

function mapped(
  value: object,
  each: (part: unknown, key: string) => unknown,
  named = (key: string) => key,
): unknown {
  if (Array.isArray(value)) return value.map((part, index) => each(part, String(index)));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [named(key), each(part, key)]),
  );
}
