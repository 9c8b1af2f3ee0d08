import type { CliSources, PulumiCli } from "./deploy/engine/pulumi-cli";
import { standardTerminal } from "./deploy/terminal";

/**
 * The Pulumi CLI for a command that only looks, found as a deployment finds it and never installed without a
 * yes; `what` needs it. What is told goes to stderr, since such a command prints a report.
 */
export async function engineCli(
  what: string,
  yes: boolean,
  sources?: CliSources,
): Promise<PulumiCli> {
  // The SDK takes seconds to load, which a mistake on the command line need not wait for.
  const { pulumiCli } =
    require("./deploy/engine/pulumi-cli") as typeof import("./deploy/engine/pulumi-cli");
  const terminal = standardTerminal(yes);
  return pulumiCli({ ...terminal, print: (line = "") => console.error(line) }, sources, what);
}
