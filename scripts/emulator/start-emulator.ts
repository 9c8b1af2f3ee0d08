import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../shop";
import { type Emulator, findEmulator } from "./find-emulator";
import type { EmulatorQuestion } from "./question";

/** The version that docs/emulator.md tells of. */
export const miniStackVersion = "1.5.33";

/** Where MiniStack is installed from PyPI; git ignores it. */
const ownFolder = join(projectFolder, ".emulator");

/** Ctrl-C in the terminal must not end it before the program is taken down. */
const detached = true;

/** An emulator that this command started. */
export interface StartedEmulator extends Emulator {
  stop(): Promise<void>;
}

interface StartOptions {
  /** Where it is installed from PyPI. */
  readonly folder?: string;
  /** Where it looks for what a request without a signature asks for. */
  readonly region: string;
  readonly patienceMs?: number;
}

/** Starts MiniStack on this machine alone; throws one sentence where it can't be started. */
export async function startEmulator(
  { address, start }: EmulatorQuestion,
  { folder = ownFolder, region, patienceMs = 60_000 }: StartOptions,
): Promise<StartedEmulator> {
  const port = new URL(address).port || "80";
  const child = start === "docker" ? inDocker(port, region) : fromPyPi(port, region, folder);
  let last = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    last = text.trim().split("\n").at(-1) || last;
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("exit", (code) => resolve(last || `it ended with ${code}`));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const until = Date.now() + patienceMs;
  for (;;) {
    const found = await findEmulator(address);
    if (found) return { ...found, stop };
    const reason = await Promise.race([
      ended,
      new Promise<undefined>((resolve) => setTimeout(resolve, 250)),
    ]);
    if (reason === undefined && Date.now() < until) continue;
    await stop();
    throw new Error(
      `MiniStack did not start at ${address} (${reason ?? `no answer in ${patienceMs / 1_000} seconds`}): start one yourself and name it with --address.`,
    );
  }
}

function fromPyPi(port: string, region: string, folder: string): ChildProcess {
  const python = join(folder, "bin", "python");
  try {
    if (!existsSync(join(folder, "bin", "ministack"))) {
      execFileSync("python3", ["-m", "venv", folder], { stdio: "pipe" });
      const install = ["-m", "pip", "install", "--quiet", `ministack==${miniStackVersion}`];
      execFileSync(python, install, { stdio: "pipe" });
    }
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer };
    const reason = (stderr?.toString() || message).trim().split("\n").at(-1);
    throw new Error(
      `MiniStack could not be installed from PyPI (${reason}): it needs Python 3.10 or newer with venv.`,
    );
  }
  // It listens on every address of the machine unless it is told.
  const own = { BIND_HOST: "127.0.0.1", GATEWAY_PORT: port, MINISTACK_REGION: region };
  return spawn(python, [join(__dirname, "whole_ministack.py")], {
    env: { ...bare(), ...own },
    stdio: "ignore",
    detached,
  });
}

function inDocker(port: string, region: string): ChildProcess {
  const image = `ministackorg/ministack:${miniStackVersion}`;
  // CloudFront's way to the API leads to the same port inside as outside.
  const ports = ["-p", `127.0.0.1:${port}:${port}`, "-e", `GATEWAY_PORT=${port}`];
  const words = ["run", "--rm", "--init", ...ports, "-e", `MINISTACK_REGION=${region}`, image];
  return spawn("docker", words, { env: bare(), stdio: ["ignore", "ignore", "pipe"], detached });
}

/** This process's variables without a word about a real account. */
function bare(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^AWS_/i.test(key)));
}
