import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { command } from "./command";
import { driftOf } from "./drift/drift";
import { driftReport } from "./drift/report";

const usage = "npm run drift -- <stack> [--out <file>] [--yes]";

/** Prints what differs in AWS from what was deployed, and changes nothing; docs/workflows.md. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, yes: { type: "boolean", default: false } },
  });
  const [stack, ...others] = positionals;
  if (!stack || others.length > 0 || !/^[\w-]{1,30}$/.test(stack)) {
    throw new Error(`Name one stack: ${usage}`);
  }
  const report = driftReport(stack, await driftOf(stack, values.yes));
  if (values.out) {
    mkdirSync(dirname(values.out), { recursive: true });
    writeFileSync(values.out, report);
  }
  console.log(report || `Nothing of ${stack} differs.`);
}

if (require.main === module) command(main, usage);
