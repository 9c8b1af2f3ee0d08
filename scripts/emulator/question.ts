import { parseArgs } from "node:util";
import { loopbackAddress } from "../../infra/emulator";

/** What the command line asks for. */
export interface EmulatorQuestion {
  /** Where the emulator is, or is to be started. */
  readonly address: string;
  /** How it is started where none answers; undefined for not at all. */
  readonly start?: "pypi" | "docker";
}

/** How the command is called. */
export const usage = "npm run emulator -- [--address http://localhost:4566] [--start pypi|docker]";

/** Reads the command line; throws a sentence that names what is wrong and what would be valid. */
export function emulatorQuestion(args: readonly string[]): EmulatorQuestion {
  const { values } = parseArgs({
    args: [...args],
    options: {
      address: { type: "string", default: "http://localhost:4566" },
      start: { type: "string" },
    },
  });
  const { start } = values;
  const address = values.address.replace(/\/$/, "");
  if (!loopbackAddress.test(address) || !URL.canParse(address)) {
    throw new Error(
      `--address ${values.address} must be an address of this machine like http://localhost:4566: ${usage}`,
    );
  }
  if (start !== undefined && start !== "pypi" && start !== "docker") {
    throw new Error(`--start ${start} must be pypi or docker: ${usage}`);
  }
  return { address, ...(start && { start }) };
}
