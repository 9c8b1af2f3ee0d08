import type { Graph } from "local-stage";
import { type BrokenStore, brokenStores } from "./broken-stores";
import type { Manners } from "./clients/client";
import { mixedOperations } from "./clients/mixed-operations";
import { overlapping } from "./compare-bookings";
import type { Fault, FaultProxy } from "./faults/proxy";
import { type Random, seededRandom } from "./faults/random";
import { around } from "./history";
import { openFunctionShop } from "./shop/shop";

export interface ProveOptions {
  readonly graph: Graph;
  readonly seed: number;
  readonly operations: number;
  readonly clients: number;
  /** How many processes the functions run in. Default 2. */
  readonly processes?: number;
  readonly brokenStore?: BrokenStore;
  /** The only operations that are done; all if absent. */
  readonly focus?: readonly string[];
  /** Ends it after what is under way. */
  readonly signal?: AbortSignal;
  /** Called now and then with how many operations there were. */
  readonly onProgress?: (done: number) => void;
}

/** What came of one seed. */
export interface Proof {
  readonly operations: number;
  /** How often each answer came, by status; "lost" where none did. */
  readonly answers: ReadonlyMap<string, number>;
  readonly unknown: number;
  readonly calls: number;
  readonly faults: ReadonlyMap<Fault, number>;
  readonly kills: { readonly engine: number; readonly functions: number };
  readonly bookings: number;
  /** Pairs of visits that one person would have at the same moment. */
  readonly overlaps: number;
  readonly seconds: number;
  /** What must not be, each with what was asked around it. */
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly sentence: string;
  readonly around: readonly string[];
}

/** What a call to a table may meet. */
const kinds = ["throttled", "conflict", "lost", "unanswered", "hanging"] as const;
/** Each as often as it is likely: what hangs takes longest. */
const injected: readonly Fault[] = [
  ...(["throttled", "conflict", "lost"] as const),
  ...(["throttled", "conflict", "lost"] as const),
  ...(["unanswered", "unanswered", "unanswered", "hanging"] as const),
];
/** Shares of the calls that meet a fault, one stretch of the operations after the other. */
const stretches = [0.05, 0.25, 0, 0.05];
/** How many operations a stretch has at most. */
const longestStretch = 250;
/** Sends again what is not answered in time, while the first may still be at work. */
const impatient: Manners = {
  patienceMs: 1_000,
  pauseMs: { least: 5, most: 40 },
  givesUp: 0.05,
};

/** Runs the clients against the shop while faults and kills happen, and checks what it answers and stores. */
export async function prove(options: ProveOptions): Promise<Proof> {
  const { graph, seed, operations, clients, processes = 2, brokenStore, signal } = options;
  const begun = Date.now();
  const shop = await openFunctionShop({
    graph,
    seed,
    processes,
    ...(brokenStore && { tamper: brokenStores[brokenStore] }),
  });
  try {
    const mixed = await mixedOperations(shop, {
      clients,
      manners: impatient,
      ...(options.focus && { focus: options.focus }),
    });
    const kills = { engine: 0, functions: 0 };
    const random = seededRandom(seed * 7_919);
    const functionsDie = moments(random, operations, 250);
    const engineDies = moments(random, operations, 500);
    let restarting: Promise<void> = Promise.resolve();
    const stop = () => mixed.stop();
    signal?.addEventListener("abort", stop);
    let done = 0;
    const stretch = Math.max(1, Math.min(longestStretch, Math.ceil(operations / 8)));
    await mixed.run(seed, operations, (before) => {
      done = before + 1;
      if (before % 100 === 0) options.onProgress?.(before);
      if (before % stretch === 0) {
        const share = stretches[(before / stretch) % stretches.length] as number;
        shop.proxy.injectEach(share / injected.length, injected);
      }
      if (functionsDie.delete(before)) {
        kills.functions++;
        shop.functions.kill(random.below(processes));
      }
      if (engineDies.delete(before)) {
        kills.engine++;
        restarting = restarting.then(shop.killEngine);
      }
    });
    signal?.removeEventListener("abort", stop);
    await restarting;
    shop.proxy.injectEach(0);
    const { history } = mixed;
    const differences = await mixed.compare();
    for (const sentence of differences) history.accuse(sentence);
    return {
      operations: done,
      answers: byStatus(history.answers),
      unknown: history.unknown,
      ...counted(shop.proxy),
      kills,
      bookings: (await shop.bookings()).length,
      overlaps: differences.filter((sentence) => sentence.startsWith(overlapping)).length,
      seconds: (Date.now() - begun) / 1000,
      violations: history.wrong.map((wrong) => ({
        sentence: wrong.sentence,
        around: around(history, wrong),
      })),
    };
  } finally {
    await shop.close();
  }
}

/** Random moments, as numbers of operations, about so many apart; one at least. */
function moments(random: Random, operations: number, apart: number): Set<number> {
  const found = new Set<number>();
  const many = Math.max(1, Math.round(operations / apart));
  while (found.size < Math.min(many, operations)) found.add(random.below(operations));
  return found;
}

function byStatus(answers: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [answer, times] of answers) {
    const status = answer.split(" ").at(-1) as string;
    counts.set(status, (counts.get(status) ?? 0) + times);
  }
  return counts;
}

function counted({ counts }: FaultProxy): Pick<Proof, "calls" | "faults"> {
  const all = [...counts.values()];
  const sum = (what: Fault | "calls") => all.reduce((total, of) => total + of[what], 0);
  return { calls: sum("calls"), faults: new Map(kinds.map((fault) => [fault, sum(fault)])) };
}
