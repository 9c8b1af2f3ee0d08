import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../shop";
import type { Terminal } from "../terminal";

/** Where the CLI is put that this command installs; git ignores it. */
const ownFolder = join(projectFolder, ".pulumi-cli");

/** The CLI as the SDK runs it; its `run` is there, but not among the SDK's types. */
export type PulumiCli = PulumiCommand & {
  run(
    words: string[],
    folder: string,
    environment: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    /** Interrupts it. */
    signal?: AbortSignal,
  ): Promise<unknown>;
};

/** How the CLI is found and installed; a test passes its own. */
export interface CliSources {
  get(options?: { root: string }): Promise<PulumiCommand>;
  install(options: { root: string }): Promise<PulumiCommand>;
}

/** The oldest CLI that this was tried with. */
const least = [3, 248] as const;

/**
 * The Pulumi CLI, which `what` needs: the one on the PATH, or the project's own, which is installed after asking in the
 * version of the SDK. Throws a sentence where there is none in the end.
 */
export async function pulumiCli(
  terminal: Terminal,
  sources: CliSources = PulumiCommand,
  what = "A deployment",
): Promise<PulumiCli> {
  const found: string[] = [];
  for (const options of [undefined, { root: ownFolder }]) {
    try {
      const cli = await sources.get(options);
      const { major = 0, minor = 0 } = cli.version ?? {};
      if (major === least[0] && minor >= least[1]) return cli as PulumiCli;
      found.push(`${cli.version}`);
    } catch {
      // There is none here.
    }
  }
  const has =
    found.length > 0 ? `only pulumi ${found.join(" and ")} is here` : "there is none here";
  const needed = `${what} needs the Pulumi CLI ${least.join(".")} or newer, and ${has}.`;
  if (!(await terminal.confirm(`${needed} Install it into ${ownFolder} from get.pulumi.com?`))) {
    throw new Error(`${needed} https://www.pulumi.com/docs/iac/download-install/ says how.`);
  }
  terminal.print(`Installing the Pulumi CLI into ${ownFolder}.`);
  try {
    return (await sources.install({ root: ownFolder })) as PulumiCli;
  } catch (error) {
    const reason = String((error as Error).message)
      .trim()
      .split("\n")[0];
    throw new Error(
      `The Pulumi CLI could not be installed (${reason}); install it by https://www.pulumi.com/docs/iac/download-install/ and start again.`,
    );
  }
}
