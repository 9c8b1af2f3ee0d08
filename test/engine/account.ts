import { expect } from "chai";
import type { Engine } from "./engine";

/** Every resource in the account, by type and id. */
export function inAccount(engine: Engine): string[] {
  const there = new Set<string>();
  for (const { deed, type, id } of engine.deeds()) {
    if (deed === "delete") there.delete(`${type} ${id}`);
    else there.add(`${type} ${id}`);
  }
  return [...there].sort();
}

/**
 * Nothing is in the account that the state does not name, but for what matches, and the other way round.
 */
export function expectAccountAsInState(engine: Engine, kept?: RegExp): void {
  const stored = engine
    .resources()
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ type, id }) => `${type} ${id}`)
    .sort();
  const isLeft = (one: string) => kept?.test(one) && !stored.includes(one);
  expect(inAccount(engine).filter((one) => !isLeft(one))).to.deep.equal(stored);
}
