import type { Proof } from "./prove";

/** All seeds as one. */
export function total(proofs: readonly Proof[]): Proof {
  const sum = (count: (proof: Proof) => number) =>
    proofs.reduce((all, proof) => all + count(proof), 0);
  return {
    operations: sum(({ operations }) => operations),
    answers: added(proofs.map(({ answers }) => answers)),
    unknown: sum(({ unknown }) => unknown),
    calls: sum(({ calls }) => calls),
    faults: added(proofs.map(({ faults }) => faults)),
    kills: {
      engine: sum(({ kills }) => kills.engine),
      functions: sum(({ kills }) => kills.functions),
    },
    bookings: sum(({ bookings }) => bookings),
    overlaps: sum(({ overlaps }) => overlaps),
    seconds: sum(({ seconds }) => seconds),
    violations: proofs.flatMap(({ violations }) => violations),
  };
}

function added<Key>(all: readonly ReadonlyMap<Key, number>[]): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const counts of all) {
    for (const [key, count] of counts) sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return sums;
}

/** The figures of some seeds, as a person reads them. */
export function proofTable(proof: Proof, seeds: number): string {
  const { operations, answers, unknown, calls, faults, kills, bookings, overlaps } = proof;
  const requests = [...answers.values()].reduce((sum, count) => sum + count, 0);
  const injected = [...faults.values()].reduce((sum, count) => sum + count, 0);
  const listed = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, count]) => `${name}: ${count}`)
      .join(", ");
  const rows: [string, string | number][] = [
    ["seeds", seeds],
    ["operations", operations],
    ["requests sent", requests],
    ["answers by status", listed(answers)],
    ["outcome unknown", unknown],
    ["calls to tables", calls],
    ["faults", `${injected} (${listed(faults)})`],
    ["kills", `engine: ${kills.engine}, functions: ${kills.functions}`],
    ["bookings stored", bookings],
    ["overlaps", overlaps],
    ["violations", proof.violations.length],
    ["duration", `${proof.seconds.toFixed(1)} s`],
  ];
  return rows.map(([name, value]) => `${name.padEnd(18)} ${value}`).join("\n");
}
