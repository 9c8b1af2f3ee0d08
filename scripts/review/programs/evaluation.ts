import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../shop";
import type { Snapshot } from "../snapshot";
import { Processes } from "./processes";

/** What a program declares, or what it was refused with. */
export type Evaluation = { readonly snapshot: Snapshot } | { readonly problem: string };

/** How both programs are evaluated, so that they differ by what they say alone. */
export class Evaluator {
  /** Fingerprints of secrets are of no use without it. */
  private readonly salt = randomBytes(16).toString("hex");

  constructor(
    private readonly clockSeconds: number,
    private readonly folder: string,
    private readonly processes = new Processes(),
  ) {}

  /** Evaluates the program in a folder by the tools of this one, in a process of its own. */
  async evaluate(program: string, name: string, stack: string): Promise<Evaluation> {
    const file = join(this.folder, `${name}-${stack}.json`);
    const script = (path: string) => join(__dirname, path);
    const words = [
      ...["--require", require.resolve("tsx/cjs"), "--require", script("steady.ts")],
      ...[script("evaluate.ts"), program, stack, file],
    ];
    const { code, err } = await this.processes.run(process.execPath, words, {
      cwd: projectFolder,
      env: {
        ...withoutCredentials(process.env),
        REVIEW_SALT: this.salt,
        REVIEW_CLOCK: String(this.clockSeconds * 1000),
      },
    });
    // The SDK ends a process with an error where a program that was refused had begun something.
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
    const last = err.split("\n").find((line) => /\bError\b/.test(line)) ?? "no reason given";
    return { problem: `the process ended with ${code}: ${last.trim()}` };
  }
}

/** A program that is only reviewed is nobody's who may change the account. */
function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isCredential = (name: string) => /^(AWS|PULUMI|GITHUB|ACTIONS|NPM|NODE_AUTH)_/i.test(name);
  const isSecret = (name: string) => /TOKEN|SECRET|PASSWORD|PASSPHRASE/i.test(name);
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !isCredential(name) && !isSecret(name)),
  );
}
