import { createHmac } from "node:crypto";
import type { Hidden } from "../snapshot";

/** Shorter texts are no secrets to look for elsewhere: "true", a port, a country. */
const shortest = 8;

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
  private readonly texts = new Set<string>();

  constructor(private readonly salt: string) {}

  /** Notes a secret, and all texts in it, to be found wherever else they are. */
  note(secret: unknown): void {
    if (typeof secret === "string" && secret.length >= shortest) this.texts.add(secret);
    if (secret !== null && typeof secret === "object") {
      for (const part of Object.values(secret)) this.note(part);
    }
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

  /** A value without the secrets that were noted, wherever a text has them. */
  hideNoted(value: unknown): unknown {
    if (value !== null && typeof value === "object") {
      return mapped(value, (part) => this.hideNoted(part));
    }
    if (typeof value !== "string") return value;
    return [...this.texts].some((secret) => value.includes(secret)) ? this.hidden(value) : value;
  }

  private hidden(value: unknown): Hidden {
    const text = JSON.stringify(value);
    return { $secret: createHmac("sha256", this.salt).update(text).digest("hex") };
  }
}

function mapped(value: object, each: (part: unknown, key: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part, index) => each(part, String(index)));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, each(part, key)]));
}
