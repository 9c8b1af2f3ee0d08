import { isEphemeral } from "../../policy/test-stages";
import type { EngineStack } from "./engine/engine-stack";
import { refuseCutOff, refuseForeign } from "./engine/state-check";
import type { DeployQuestion } from "./question";
import type { Terminal } from "./terminal";
import { expiryTag } from "./time-to-live";

/** What a deployment begins with. */
interface Preparation {
  readonly question: DeployQuestion;
  readonly terminal: Terminal;
  /** What encrypts the secrets of a new stack. */
  readonly secretsProvider: string | undefined;
}

/**
 * Makes the stack where there is none yet, and refuses one that can't be deployed as it is; gives whether
 * it is new.
 */
export async function prepare(
  engine: EngineStack,
  { question, terminal, secretsProvider }: Preparation,
  account: string,
): Promise<boolean> {
  const { name } = engine;
  const isNew = !(await engine.exists());
  if (isNew) {
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
  return isNew;
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

/** Gives an ephemeral stack its time: a new one at once, another one when its deployment is agreed to. */
export async function extend(
  engine: EngineStack,
  { ttlMs }: DeployQuestion,
  terminal: Terminal,
): Promise<void> {
  if (ttlMs === undefined) return;
  const expires = new Date(Date.now() + ttlMs).toISOString();
  await engine.setTag(expiryTag, expires);
  terminal.print(`${engine.name} may be swept away after ${expires}.`);
}
