import { existsSync } from "node:fs";
import { dollars } from "../../cost/table";
import { isEphemeral } from "../../policy/test-stages";
import { signedIn } from "./account";
import { afterwards } from "./afterwards";
import { EngineStack } from "./engine/engine-stack";
import { pulumiCli } from "./engine/pulumi-cli";
import { refuseCutOff, refuseForeign } from "./engine/state-check";
import { isLoss, refusedLosses, type Step } from "./engine/steps";
import { makeEphemeralSettings } from "./ephemeral-settings";
import { checkProgram } from "./program-check";
import { Progress, previewCounter } from "./progress";
import type { DeployQuestion } from "./question";
import { stackFile } from "./settings-file";
import { lineOf, summaryLines } from "./summary";
import type { Terminal } from "./terminal";
import { expiryTag } from "./time-to-live";

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
    await prepare(
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
    if (steps.length > 0 || stateChanges) {
      if (!(await terminal.confirm(confirmation(stack, who.account, steps)))) {
        throw new Error("Nothing was changed.");
      }
      await extend(engine, question, terminal);
      const progress = new Progress(terminal, steps.length + steps.filter(isReplacement).length);
      try {
        await engine.up(progress.take, plan);
      } finally {
        progress.end();
      }
    } else await extend(engine, question, terminal);
    await afterwards({ question, engine, file, bill, steps, terminal });
  } finally {
    engine.close();
  }
}

/** The engine counts a replacement as a new resource and a deleted one. */
function isReplacement({ op }: Step): boolean {
  return op === "replace";
}

interface Preparation {
  readonly question: DeployQuestion;
  readonly terminal: Terminal;
  /** What encrypts the secrets of a new stack. */
  readonly secretsProvider: string | undefined;
}

/** Makes the stack where there is none yet, and refuses one that can't be deployed as it is. */
async function prepare(
  engine: EngineStack,
  { question, terminal, secretsProvider }: Preparation,
  account: string,
): Promise<void> {
  const { name } = engine;
  if (!(await engine.exists())) {
    if (isEphemeral(name) && question.ttlMs === undefined) {
      throw new Error(`Say how long ${name} lives: npm run deploy -- ${name} --ttl 3d.`);
    }
    await refuseUnmade(engine, question, terminal);
    await engine.make(secretsProvider);
    // Even if nothing more comes of it, the sweep finds it.
    await extend(engine, question, terminal);
  }
  const state = await engine.state();
  refuseForeign(name, state, account);
  refuseCutOff(name, state);
}

/** An ephemeral stack may be new; a lasting one that is missing may be a state that was lost. */
async function refuseUnmade(
  engine: EngineStack,
  { create, yes }: DeployQuestion,
  terminal: Terminal,
): Promise<void> {
  const { name } = engine;
  if (isEphemeral(name) || create) return;
  const missing = `There is no stack ${name} in the backend ${await engine.backend()}.`;
  if (yes || !terminal.isInteractive) {
    throw new Error(
      `${missing} If it never was deployed, --create makes it; if it was, this is another backend, or its state is lost (docs/runbooks/state-lost.md).`,
    );
  }
  const asked = `${missing} If it was deployed before, answer no and read docs/runbooks/state-lost.md. Make a new one, with nothing in it?`;
  if (!(await terminal.confirm(asked))) throw new Error("Nothing was changed.");
}

/** Gives an ephemeral stack its time, once its deployment is agreed to. */
async function extend(
  engine: EngineStack,
  { ttlMs }: DeployQuestion,
  terminal: Terminal,
): Promise<void> {
  if (ttlMs === undefined) return;
  const expires = new Date(Date.now() + ttlMs).toISOString();
  await engine.setTag(expiryTag, expires);
  terminal.print(`${engine.name} may be swept away after ${expires}.`);
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
