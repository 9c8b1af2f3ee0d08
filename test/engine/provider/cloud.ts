import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Properties } from "./values";

/** A resource as AWS has it. */
export interface Existing {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** One line of the journal: what was done to AWS. */
export interface Deed extends Existing {
  readonly deed: "create" | "update" | "delete";
  /** The logical name, empty for what somebody did by hand. */
  readonly name: string;
}

/**
 * What exists in the account: a journal that outlives the provider's process, as AWS does, and that a
 * test reads to see what a deployment really did.
 */
export class Cloud {
  private readonly resources = new Map<string, Existing>();

  constructor(private readonly journal: string) {
    for (const deed of deedsIn(journal)) this.apply(deed);
  }

  find(type: string, id: string): Existing | undefined {
    return this.resources.get(`${type} ${id}`);
  }

  all(): readonly Existing[] {
    return [...this.resources.values()];
  }

  do(deed: Deed): void {
    recordDeed(this.journal, deed);
    this.apply(deed);
  }

  private apply({ deed, name, ...resource }: Deed): void {
    const key = `${resource.type} ${resource.id}`;
    if (deed === "delete") this.resources.delete(key);
    else this.resources.set(key, resource);
  }
}

/** Adds a line to the journal. */
export function recordDeed(journal: string, deed: Deed): void {
  appendFileSync(journal, `${JSON.stringify(deed)}\n`);
}

/** What was done so far, oldest first. */
export function deedsIn(journal: string): Deed[] {
  if (!existsSync(journal)) return [];
  const text = readFileSync(journal, "utf8");
  // The provider may be in the middle of a line.
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
