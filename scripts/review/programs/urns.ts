import type { Alias, Registration, Registrations } from "./registrations";

const stackType = "pulumi:pulumi:Stack";

/** Names resources as the engine does; the SDK's stand-in for it knows only the nearest parent. */
export class Urns {
  constructor(
    private readonly registrations: Registrations,
    /** Up to the types: "urn:pulumi:dev::shopfront". */
    private readonly prefix: string,
  ) {}

  /** The URN with the types of all parents. */
  full(urn: string): string {
    const registration = this.registrations.get(urn);
    if (!registration) return urn;
    const { type, name, parent } = registration;
    return this.below(this.typesOf(parent), type, name);
  }

  /** The URNs that a resource had before, those of its parents' former names included. */
  former(urn: string): string[] {
    const registration = this.registrations.get(urn);
    if (!registration) return [];
    const { type, name, parent } = registration;
    const own = registration.aliases.flatMap((alias) => this.aliased(alias, registration));
    const inherited = this.former(parent).flatMap((formerParent) => {
      const [types, formerName] = partsOf(formerParent);
      const parentName = this.registrations.get(parent)?.name ?? "";
      // A child that is named after its parent was named after the parent's former name.
      const named = name.startsWith(parentName) ? formerName + name.slice(parentName.length) : name;
      const names = [named, ...registration.aliases.flatMap((alias) => alias.name ?? [])];
      return names.map((one) => this.below(types, type, one));
    });
    return [...new Set([...own, ...inherited])].filter((one) => one !== this.full(urn));
  }

  /** The outermost component that a resource belongs to; its own name directly below the stack. */
  component(urn: string): string {
    const registration = this.registrations.get(urn);
    if (!registration) return "";
    const isOutermost = !this.registrations.has(registration.parent);
    const parent = this.registrations.get(registration.parent);
    if (isOutermost || parent?.type === stackType) return registration.name;
    return this.component(registration.parent);
  }

  private aliased(alias: Alias, { type, name, parent }: Registration): string {
    if (alias.urn) return alias.urn;
    const types = alias.noParent ? "" : this.typesOf(alias.parent ?? parent);
    return this.below(types, alias.type ?? type, alias.name ?? name);
  }

  private typesOf(urn: string): string {
    const registration = this.registrations.get(urn);
    if (registration?.type === stackType || urn === "") return "";
    const types = registration ? partsOf(this.full(urn))[0] : partsOf(urn)[0];
    return types === stackType ? "" : types;
  }

  private below(types: string, type: string, name: string): string {
    return `${this.prefix}::${types ? `${types}$` : ""}${type}::${name}`;
  }
}

function partsOf(urn: string): [types: string, name: string] {
  const [, , types = "", ...name] = urn.split("::");
  return [types, name.join("::")];
}
