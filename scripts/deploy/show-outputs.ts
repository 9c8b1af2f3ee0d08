import { EngineStack } from "./engine/engine-stack";
import { pulumiCli } from "./engine/pulumi-cli";
import { outputLines } from "./output-lines";
import type { DeployQuestion } from "./question";
import type { Terminal } from "./terminal";

/** Prints what a stack exports. */
export async function showOutputs(question: DeployQuestion, terminal: Terminal): Promise<void> {
  const engine = await EngineStack.open(question.stack, await pulumiCli(terminal), terminal.print);
  try {
    for (const line of outputLines(await engine.outputs(), question)) terminal.print(line);
  } finally {
    engine.close();
  }
}
