import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { business } from "../business";
import { command } from "./command";
import { acceptanceTable, type Counts } from "./schemathesis/acceptance";
import { keepToken } from "./schemathesis/admin-token";

const help = `Runs Schemathesis against the local stage, by the document that the site publishes.

  npm run test:schemathesis -- [--examples 200] [--seed 1]

Schemathesis 4 must be on the PATH, or named by SCHEMATHESIS: pip install schemathesis
`;

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      examples: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (options.help) {
    process.stdout.write(help);
    return;
  }
  const program = process.env.SCHEMATHESIS ?? "schemathesis";
  const version = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (version.status !== 0) {
    console.log("Schemathesis did not run: it is not installed (pip install schemathesis).");
    return;
  }
  console.log(version.stdout.trim());
  // Loaded late: the whole program takes seconds, of no use where nothing runs.
  const { noThrottle, openDay, openTestStage } =
    require("../test/support/stage") as typeof import("../test/support/stage");
  const folder = mkdtempSync(join(tmpdir(), "shopfront-schemathesis-"));
  const site = await openTestStage({
    ...noThrottle,
    "shopfront:monthlyVisits": "1000000",
    // Bookings wait for the desk's decision, so that it has some to make.
    "shopfront:autoConfirm": "false",
  });
  let stopRenewing = () => {};
  try {
    await site.stage.warm();
    const countsFile = join(folder, "counts.json");
    const tokenFile = join(folder, "admin-token");
    stopRenewing = await keepToken(tokenFile, async () => {
      const { Authorization = "" } = await site.adminHeaders();
      return Authorization.replace(/^Bearer /, "");
    });
    process.exitCode = await run([program, `${site.stage.siteUrl}/openapi.json`], options, folder, {
      SHOPFRONT_ADMIN_TOKEN_FILE: tokenFile,
      SHOPFRONT_TODAY: JSON.stringify(offeredNow(openDay)),
      SHOPFRONT_COUNTS: countsFile,
    });
    console.log(acceptanceTable(JSON.parse(readFileSync(countsFile, "utf8")) as Counts));
  } finally {
    stopRenewing();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Values that the business takes at this moment, by the name of their field. */
function offeredNow(openDay: (n: number) => string): Record<string, readonly unknown[]> {
  const days = Array.from({ length: 40 }, (_, index) => openDay(index));
  return {
    service: business.services.map(({ id }) => [id]),
    // Only who does everything does whatever service was drawn.
    staff: business.staff.filter(({ services }) => services === "all").map(({ id }) => id),
    phone: [business.phone],
    date: days,
    from: days.slice(0, 5),
    to: days.slice(5),
    time: ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30"],
    category: business.productCategories.map(({ id }) => id),
    expiresAt: [4_102_444_800],
    // Who may only read the shop does not find the others, by design.
    active: [true],
  };
}

function run(
  [program, document]: readonly [program: string, document: string],
  { examples, seed }: { readonly examples: string; readonly seed: string },
  cwd: string,
  environment: Record<string, string>,
): Promise<number> {
  const child = spawn(
    program,
    [
      "run",
      document,
      "--checks",
      "all",
      "--continue-on-failure",
      "--phases",
      "examples,coverage,fuzzing,stateful",
      "--workers",
      "1",
      "--max-examples",
      examples,
      "--seed",
      seed,
    ],
    {
      cwd,
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        ...environment,
        SCHEMATHESIS_HOOKS: join(__dirname, "schemathesis", "hooks.py"),
      },
    },
  );
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

command(main);
