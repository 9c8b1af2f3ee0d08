import type { VisitStore } from "../../../handlers/visits/store";

/** A visit counter in memory with the rules of the real one, for handler tests. */
export class FakeVisitStore implements VisitStore {
  readonly seen = new Set<string>();
  counted = 0;

  salt: VisitStore["salt"] = async (date) => `salt of ${date}`;

  count: VisitStore["count"] = async (date, visitor) => {
    const key = `${date} ${visitor}`;
    if (this.seen.has(key)) return "seen";
    this.seen.add(key);
    this.counted++;
    return "counted";
  };

  total: VisitStore["total"] = async () => this.counted;
}
