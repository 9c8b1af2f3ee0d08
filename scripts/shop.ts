import { resolve } from "node:path";
import type { ProgramOptions, Seed } from "local-stage";

/** The root of the project, where index.ts and Pulumi.yaml are. */
export const projectFolder = resolve(__dirname, "..");

/** Where `npm start` keeps its data. */
export const dataFolder = resolve(projectFolder, ".shopfront");

/** The program on a stage, with settings on top of those of Pulumi.<stage>.yaml. */
export function shopProgram(
  stage: string,
  settings: Readonly<Record<string, string>> = {},
): ProgramOptions {
  return { folder: projectFolder, stage, settings, encrypted };
}

/** What is taken where a stage keeps these encrypted; nobody's real address or number. */
const encrypted = {
  "shopfront:alertEmail": "owner@example.com",
  "shopfront:alertPhone": "+15555550100",
};

/**
 * Who can sign in on the desk; nobody's real address: ".local" takes no mail. Loads the business when
 * it is asked, so that a slip in there is told like one in the program.
 */
export function seeds(): readonly Seed[] {
  const { business } = require("../business") as typeof import("../business");
  return [{ email: `admin@${business.email.split("@")[1]?.split(".")[0]}.local` }];
}

/** Bundles the handlers anew whose sources have changed. */
export async function rebuild(): Promise<void> {
  const { bundleAgain } = require("../build/bundles") as typeof import("../build/bundles");
  await bundleAgain();
}
