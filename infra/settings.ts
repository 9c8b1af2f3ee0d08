import * as pulumi from "@pulumi/pulumi";

/**
 * Reads the settings of one namespace, `<namespace>:*` of `Pulumi.<stage>.yaml`. Every reader throws
 * one sentence that names the key and what would be valid.
 */
export class Settings<Key extends string> {
  constructor(
    private readonly namespace: string,
    private readonly keys: readonly Key[],
  ) {
    for (const full of Object.keys(pulumi.runtime.allConfig())) {
      const [owner, name = ""] = full.split(":");
      if (owner === namespace && !(keys as readonly string[]).includes(name)) {
        throw new Error(`${full} is not a setting; valid ones are ${this.keys.join(", ")}.`);
      }
    }
  }

  yesNo(key: Key, otherwise: boolean): boolean {
    const value = this.raw(key);
    if (value === undefined) return otherwise;
    if (value !== "true" && value !== "false") this.refuse(key, value, "true or false");
    return value === "true";
  }

  oneOf<Choice extends string | number>(
    key: Key,
    choices: readonly Choice[],
    otherwise: Choice,
  ): Choice {
    const value = this.raw(key) ?? String(otherwise);
    const choice = choices.find((allowed) => String(allowed) === value);
    return choice ?? this.refuse(key, value, `one of ${choices.join(", ")}`);
  }

  wholeNumber(key: Key, otherwise: number, least: number, most: number): number {
    const value = this.raw(key);
    if (value === undefined) return otherwise;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most)) {
      this.refuse(key, value, `a whole number from ${least} to ${most}`);
    }
    return number;
  }

  optionalText(key: Key, pattern: RegExp, valid: string): string | undefined {
    const value = this.raw(key);
    if (value !== undefined && !pattern.test(value)) this.refuse(key, value, valid);
    return value;
  }

  text(key: Key, pattern: RegExp, valid: string): string {
    return this.optionalText(key, pattern, valid) ?? this.missing(key, valid);
  }

  /** A list in JSON, as Pulumi hands on a list of a YAML file. */
  list(key: Key, isItem: (item: string) => boolean, valid: string): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const items = parsed(value);
    const fits = (item: unknown) => typeof item === "string" && isItem(item);
    if (!Array.isArray(items) || !items.every(fits)) this.refuse(key, value, valid);
    return items as string[];
  }

  refuse(key: Key, value: string, valid: string): never {
    throw new Error(`${this.namespace}:${key} is ${JSON.stringify(value)} but must be ${valid}.`);
  }

  missing(key: Key, valid: string): never {
    throw new Error(`${this.namespace}:${key} is missing; it must be ${valid}.`);
  }

  private raw(key: Key): string | undefined {
    return new pulumi.Config(this.namespace).get(key);
  }
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
