import { existsSync, rmSync } from "node:fs";
import { isEphemeral } from "../../policy/test-stages";
import { items } from "../command";
import { signedIn } from "./account";
import { EngineStack } from "./engine/engine-stack";
import { type PulumiCli, pulumiCli } from "./engine/pulumi-cli";
import { refuseCutOff, refuseForeign, refuseProtected } from "./engine/state-check";
import { model } from "./ephemeral-settings";
import { Progress } from "./progress";
import type { DeployQuestion } from "./question";
import { settingsFile, stackFile } from "./settings-file";
import { summaryLines } from "./summary";
import type { Terminal } from "./terminal";
import { expired, expiryTag, isPast } from "./time-to-live";

/** Destroys a stack after a preview, unless anything of it is protected. */
export async function destroyStack({ stack }: DeployQuestion, terminal: Terminal): Promise<void> {
  const cli = await pulumiCli(terminal);
  // Another machine may have written the settings of an ephemeral stack; its state has what it needs.
  const isElsewhere = isEphemeral(stack) && !existsSync(settingsFile(stack));
  const { account, region, arn } = await signedIn(stack, stackFile(isElsewhere ? model : stack));
  terminal.print(`Stack ${stack} in account ${account}, region ${region}, as ${arn}.`);
  await destroyed(stack, { cli, terminal, account });
}

/** Destroys every ephemeral stack whose time is up. */
export async function sweep(terminal: Terminal, now: Date): Promise<void> {
  const cli = await pulumiCli(terminal);
  const { account, region } = await signedIn(model, stackFile(model));
  terminal.print(`Sweeping account ${account}, region ${region}.`);
  const engine = await EngineStack.open("", cli, terminal.print);
  const expiries: Record<string, string | undefined> = {};
  try {
    for (const name of (await engine.all()).filter(isEphemeral)) {
      const one = await EngineStack.open(name, cli, terminal.print);
      expiries[name] = await one.tag(expiryTag);
      one.close();
    }
  } finally {
    engine.close();
  }
  const due = expired(expiries, now);
  terminal.print(
    `${items(Object.keys(expiries).length, "ephemeral stack")}, ${due.length} of them past the time.`,
  );
  const failures: string[] = [];
  for (const { stack, expires } of due) {
    terminal.print(`${stack} had until ${expires}.`);
    try {
      await destroyed(stack, { cli, terminal, account, isDue: (at) => isPast(at, now) });
    } catch (error) {
      // One that cannot go must not keep the others.
      failures.push(`${stack}: ${(error as Error).message}`);
    }
  }
  if (failures.length > 0) throw new Error(`Not swept:\n${failures.join("\n")}`);
}

interface Destruction {
  readonly cli: PulumiCli;
  readonly terminal: Terminal;
  /** Whose credentials these are. */
  readonly account: string;
  /** Whether an ephemeral stack's time is up, which a deployment may have extended meanwhile. */
  readonly isDue?: (expires: string | undefined) => boolean;
}

async function destroyed(
  stack: string,
  { cli, terminal, account, isDue }: Destruction,
): Promise<void> {
  const engine = await EngineStack.open(stack, cli, terminal.print);
  try {
    if (!(await engine.exists())) {
      throw new Error(
        `There is no stack ${stack} in this backend, so there is nothing to destroy.`,
      );
    }
    if (isDue && !isDue(await engine.tag(expiryTag))) {
      terminal.print(`${stack} has been given more time.`);
      return;
    }
    const state = await engine.state();
    refuseForeign(stack, state, account);
    refuseCutOff(stack, state);
    refuseProtected(stack, state);
    const preview = await engine.previewDestroy();
    if (preview.steps.length > 0) for (const line of summaryLines(preview)) terminal.print(line);
    if (preview.steps.length > 0) {
      const question = `Destroy ${items(preview.steps.length, "resource")} of ${stack}, with the data in them?`;
      if (!(await terminal.confirm(question))) throw new Error("Nothing was destroyed.");
      const progress = new Progress(terminal, preview.steps.length);
      try {
        await engine.destroy(progress.take);
      } finally {
        progress.end();
      }
    }
    if (isEphemeral(stack)) {
      await engine.remove();
      rmSync(settingsFile(stack), { force: true });
      terminal.print(`${stack} is gone.`);
    } else {
      terminal.print(
        `Nothing of ${stack} is left that the program takes away. The stack stays, empty: "pulumi stack rm ${stack}" forgets it.`,
      );
    }
  } finally {
    engine.close();
  }
}
