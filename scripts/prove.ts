/** Runs the functions under faults and kills, and checks everything they answer and store: docs/testing.md. */
import { parseArgs } from "node:util";
import { runProgram } from "local-stage";
import { type BrokenStore, brokenStores } from "../test/support/prove/broken-stores";
import { type Proof, prove } from "../test/support/prove/prove";
import { proofTable, total } from "../test/support/prove/table";
import { command } from "./command";
import { shopProgram } from "./shop";

const usage = `Proves that no visit, review, user or count is lost or doubled, whatever fails.

  npm run prove -- --seeds 20 --operations 10000

  --seeds N        how many runs, each on empty tables (default 5)
  --operations N   how many operations they do together (default 2000)
  --seed N         runs this seed alone, with all the operations
  --clients N      how many clients are at work at the same moment (default 16)
  --broken STORE   breaks a store on purpose: ${Object.keys(brokenStores).join(", ")}
`;

/** What the command line asks for. */
export interface ProveQuestion {
  readonly seeds: readonly number[];
  /** Of each seed. */
  readonly operations: number;
  readonly clients: number;
  readonly broken?: BrokenStore;
  readonly help: boolean;
}

/** Reads the options; throws a sentence that names the one that is wrong and what would be valid. */
export function proveQuestion(args: readonly string[]): ProveQuestion {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string", default: "5" },
      operations: { type: "string", default: "2000" },
      seed: { type: "string" },
      clients: { type: "string", default: "16" },
      broken: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { seed, broken, help } = values;
  const count = wholeNumber("seeds", values.seeds, 1, 1_000);
  const operations = wholeNumber("operations", values.operations, 1, 10_000_000);
  const clients = wholeNumber("clients", values.clients, 1, 100);
  const seeds =
    seed === undefined
      ? Array.from({ length: count }, (_, index) => index + 1)
      : [wholeNumber("seed", seed, 1, 1_000_000)];
  if (operations < seeds.length) {
    throw new Error(
      `--operations is ${operations}; it must be at least --seeds, which is ${seeds.length}.`,
    );
  }
  if (broken !== undefined && !isBrokenStore(broken)) {
    throw new Error(
      `--broken is "${broken}"; it must be one of ${Object.keys(brokenStores).join(", ")}.`,
    );
  }
  return {
    seeds,
    operations: Math.ceil(operations / seeds.length),
    clients,
    ...(broken !== undefined && { broken }),
    help,
  };
}

function isBrokenStore(name: string): name is BrokenStore {
  return Object.hasOwn(brokenStores, name);
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new Error(
      `--${option} is "${text}"; it must be a whole number from ${least} to ${most}.`,
    );
  }
  return number;
}

/** How many mistakes of one seed are told in full. */
const mostTold = 10;

async function main() {
  const { seeds, operations, clients, broken, help } = proveQuestion(process.argv.slice(2));
  if (help) return console.log(usage);
  const stopping = new AbortController();
  process.once("SIGINT", () => {
    console.error("Stopping; a second Ctrl-C ends at once.");
    process.once("SIGINT", () => process.exit(130));
    stopping.abort();
  });
  // Bookings wait for the owner, so that there is something to confirm and to reject.
  const graph = await runProgram(shopProgram("local", { "shopfront:autoConfirm": "false" }));
  const proofs: Proof[] = [];
  for (const [index, seed] of seeds.entries()) {
    if (stopping.signal.aborted) break;
    const name = `Seed ${seed} (${index + 1} of ${seeds.length})`;
    const proof = await prove({
      graph,
      seed,
      operations,
      clients,
      signal: stopping.signal,
      ...(broken !== undefined && { brokenStore: broken }),
      onProgress: (done) => process.stderr.write(`  ${name}: ${done} of ${operations}\n`),
    });
    proofs.push(proof);
    const { length } = proof.violations;
    console.log(
      `${name}: ${proof.operations} operations, ${length} violations, ${proof.seconds.toFixed(1)} s`,
    );
    for (const { sentence, around } of proof.violations.slice(0, mostTold)) {
      console.log(`  ${sentence}\n${around.map((line) => `      ${line}`).join("\n")}`);
    }
    if (length > mostTold) console.log(`  … and ${length - mostTold} more`);
    if (length > 0) {
      const same = `--seed ${seed} --operations ${operations} --clients ${clients}`;
      console.log(
        `  Again: npm run prove -- ${same}${broken === undefined ? "" : ` --broken ${broken}`}`,
      );
    }
  }
  console.log(`\n${proofTable(total(proofs), proofs.length)}`);
  if (stopping.signal.aborted) process.exitCode = 130;
  else if (proofs.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

if (require.main === module) command(main);
