import { expect } from "chai";
import { type BrokenStore, brokenStores } from "../support/prove/broken-stores";
import { type Proof, type ProveOptions, prove } from "../support/prove/prove";
import { program } from "../support/pulumi";

describe("the checker of what the functions answer and store", function () {
  this.timeout(180_000);

  async function proof(seed: number, options: Partial<ProveOptions>) {
    const graph = await program("local", { "shopfront:autoConfirm": "false" });
    return prove({ graph, seed, operations: 40, clients: 16, processes: 1, ...options });
  }
  const told = ({ violations }: Proof) =>
    violations
      .map(({ sentence, around }) => `${sentence}\n      ${around.join("\n      ")}`)
      .join("\n");

  it("finds nothing wrong while calls are refused, lost and hang, and processes are killed", async () => {
    const found = await proof(1, { operations: 160 });
    expect(found.violations, told(found)).to.be.empty;
    expect(found.kills.engine).to.be.greaterThan(0);
    expect(found.kills.functions).to.be.greaterThan(0);
    for (const [fault, times] of found.faults) expect(times, fault).to.be.greaterThan(0);
    for (const status of ["200", "201", "204", "409"]) {
      expect(found.answers.get(status), status).to.be.greaterThan(0);
    }
  });

  /** What brings each mistake to light, and how a violation reads that it makes. */
  const mistakes: Record<BrokenStore, { focus: readonly string[]; sentence: RegExp }> = {
    "ledger-condition": { focus: ["book", "move"], sentence: /^two visits overlap/ },
    "release-forgets": {
      focus: ["cancel", "move"],
      sentence: /^the ledger gives .+, not undefined/,
    },
    "release-takes": { focus: ["book", "cancel", "move"], sentence: /^the ledger misses/ },
    "request-apart": {
      focus: ["book"],
      sentence: /twice at once|two bookings|nobody was told of the booking|\/booking: 409/,
    },
    "contact-count": { focus: ["bookMany"], sentence: /has \d+ visits/ },
    "contact-keeps": { focus: ["cancel", "reject"], sentence: /^listed without a visit/ },
    "booking-condition": { focus: ["race"], sentence: /history|with \d+ changes|from/ },
    "message-forgotten": { focus: ["cancel", "move"], sentence: / owes / },
    "visit-reviewed": { focus: ["reviewVisit"], sentence: /has the review/ },
    "totals-twice": { focus: ["review"], sentence: /in the totals|a recount/ },
  };
  for (const store of Object.keys(brokenStores) as BrokenStore[]) {
    it(`finds the mistake of a store that is broken on purpose: ${store}`, async () => {
      // What is at work at the same moment is up to the machine, so a seed may be lucky.
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const { focus, sentence: said } = mistakes[store];
        // Two at once are enough where each asks for many visits: more would take each other's times.
        const few = focus.includes("bookMany") && { operations: 4, clients: 2 };
        const { violations } = await proof(seed, { brokenStore: store, focus, ...few });
        if (violations.some(({ sentence }) => said.test(sentence))) return;
      }
      expect.fail(`${store} was not found`);
    });
  }
});
