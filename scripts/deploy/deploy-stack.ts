import { existsSync } from "node:fs";
import { dollars } from "../../cost/table";
import { signedIn } from "./account";
import { afterwards } from "./afterwards";
import { EngineStack } from "./engine/engine-stack";
import { pulumiCli } from "./engine/pulumi-cli";
import { isLoss, refusedLosses, type Step } from "./engine/steps";
import { makeEphemeralSettings } from "./ephemeral-settings";
import { extend, prepare } from "./prepare-stack";
import { checkProgram } from "./program-check";
import { Progress, previewCounter } from "./progress";
import type { DeployQuestion } from "./question";
import { stackFile } from "./settings-file";
import { lineOf, summaryLines } from "./summary";
import type { Terminal } from "./terminal";

/** Deploys a stack, or only shows what that would do: what was shown is what is done. */
export async function deployStack(question: DeployQuestion, terminal: Terminal): Promise<void> {
  const { stack, ttlMs, visitors, plan } = question;
  if (plan !== undefined && !existsSync(plan)) {
    throw new Error(`There is no plan ${plan}: a preview with --save-plan writes one.`);
  }
  const cli = await pulumiCli(terminal);
  if (ttlMs !== undefined && makeEphemeralSettings(stack)) {
    terminal.print(`Wrote Pulumi.${stack}.yaml, made from that of dev.`);
  }
  const file = stackFile(stack);
  const who = await signedIn(stack, file);
  terminal.print(`Stack ${stack} in account ${who.account}, region ${who.region}, as ${who.arn}.`);

  const { policy, complaints, bill } = await checkProgram(stack, visitors);
  terminal.print(`Policy: ${policy}.`);
  if (complaints.length > 0) {
    throw new Error(`The program breaks security rules:\n${complaints.join("\n")}`);
  }
  const perMonth = `${visitors.toLocaleString("en")} visitors per month`;
  terminal.print(`Bill: ${dollars(bill.usd)} per month before tax, with ${perMonth}.`);

  const engine = await EngineStack.open(stack, cli, terminal.print);
  try {
    const isNew = await prepare(
      engine,
      { question, terminal, secretsProvider: file.secretsprovider },
      who.account,
    );
    terminal.print("Previewing.");
    const counter = previewCounter(terminal);
    const preview = await engine.preview(question.savePlan, counter.take).finally(counter.end);
    for (const line of summaryLines(preview)) terminal.print(line);
    refuseLosses(refusedLosses(preview.steps, question.allow));
    if (question.verb === "preview") return;

    const { steps, stateChanges } = preview;
    const isChange = steps.length > 0 || stateChanges;
    if (isChange && !(await terminal.confirm(confirmation(stack, who.account, steps)))) {
      throw new Error("Nothing was changed.");
    }
    if (!isNew) await extend(engine, question, terminal);
    if (isChange) {
      const progress = new Progress(terminal, steps.length + steps.filter(isReplacement).length);
      try {
        await engine.up(progress.take, plan);
      } finally {
        progress.end();
      }
    }
    await afterwards({ question, engine, file, bill, steps, terminal });
  } finally {
    engine.close();
  }
}

/** The engine counts a replacement as a new resource and a deleted one. */
function isReplacement({ op }: Step): boolean {
  return op === "replace";
}

function refuseLosses(losses: readonly Step[]): void {
  if (losses.length === 0) return;
  const lines = losses.flatMap((step) => [lineOf(step), `      --allow '${step.urn}'`]);
  throw new Error(
    `This would take away what holds customers' data or sends their mail. If that is meant, export it first (docs/data.md) and say so, one by one:\n${lines.join("\n")}`,
  );
}

function confirmation(stack: string, account: string, steps: readonly Step[]): string {
  const losses = steps.filter(isLoss).length;
  const lost = losses > 0 ? `, ${losses} of them deleted or replaced` : "";
  return `Change ${steps.length} resources of ${stack} in account ${account}${lost}?`;
}
