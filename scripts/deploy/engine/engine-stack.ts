import { chmodSync, copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type EngineEvent, LocalWorkspace, type OutputMap } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../shop";
import { Interrupted, runToEnd } from "./engine-run";
import type { EventLog } from "./event-log";
import { PrivateFolder } from "./private-folder";
import type { PulumiCli } from "./pulumi-cli";
import { type StackState, stateIn } from "./stack-state";
import { refuseCutOff } from "./state-check";
import { type Foreseen, foreseen } from "./steps";
import { troubleOf } from "./troubles";

/**
 * A stack of this program under the engine, run as `pulumi` runs it, so that both can be used in turn. Its
 * commands go through `PulumiCommand.run`, since the SDK's own `up` and `destroy` skip the preview, which
 * is what keeps a plan and a protected resource.
 */
export class EngineStack {
  private running = 0;
  private readonly folder = new PrivateFolder(() => this.running > 0);
  private readonly planFile = join(this.folder.path, "plan.json");

  private constructor(
    readonly name: string,
    private readonly cli: PulumiCli,
    private readonly workspace: LocalWorkspace,
    private readonly tell: (line: string) => void,
  ) {}

  static async open(
    name: string,
    cli: PulumiCli,
    tell: (line: string) => void,
  ): Promise<EngineStack> {
    const workspace = await LocalWorkspace.create({ workDir: projectFolder, pulumiCommand: cli });
    return new EngineStack(name, cli, workspace, tell);
  }

  /** The names of all stacks of this program in the backend. */
  async all(): Promise<string[]> {
    const stacks = await this.sentence(() => this.workspace.listStacks());
    return stacks.map(({ name }) => name.split("/").at(-1) as string);
  }

  async exists(): Promise<boolean> {
    return (await this.all()).includes(this.name);
  }

  /** Where the states are. */
  async backend(): Promise<string> {
    const { url } = await this.sentence(() => this.workspace.whoAmI());
    return url ?? "of this login";
  }

  /** Makes the stack in the backend, and leaves the person's selected stack as it is. */
  async make(secretsProvider?: string): Promise<void> {
    const secrets = secretsProvider ? ["--secrets-provider", secretsProvider] : [];
    await this.run(["stack", "init", "--no-select", ...secrets]);
  }

  /** Previews a deployment, and keeps the plan to which `up` will be held: in a file of the caller's too. */
  async preview(savePlan?: string, onEvent?: (event: EngineEvent) => void): Promise<Foreseen> {
    const seen = wholly(await this.run(["preview", "--save-plan", this.planFile], onEvent));
    if (savePlan !== undefined) {
      copyFileSync(this.planFile, savePlan);
      // It has the properties of every resource; secrets in it are encrypted.
      chmodSync(savePlan, 0o600);
    }
    return seen;
  }

  /**
   * Does what the last preview showed, or the plan of an earlier one, and nothing else; a new preview comes
   * first, and must agree.
   */
  async up(onEvent: (event: EngineEvent) => void, plan = this.planFile): Promise<void> {
    await this.change(["up", "--yes", "--plan", resolve(plan)], onEvent);
  }

  /** What destroying the stack would take away; fails where something is protected. */
  async previewDestroy(): Promise<Foreseen> {
    return wholly(await this.run(["destroy", "--preview-only"]));
  }

  /** Destroys the stack, after a preview once more. */
  async destroy(onEvent: (event: EngineEvent) => void): Promise<void> {
    await this.change(["destroy", "--yes"], onEvent);
  }

  /** Forgets a stack that has no resources, with its settings file. */
  async remove(): Promise<void> {
    await this.run(["stack", "rm", "--yes"]);
  }

  outputs(): Promise<OutputMap> {
    return this.sentence(() => this.workspace.stackOutputs(this.name));
  }

  async state(): Promise<StackState> {
    const { deployment } = await this.sentence(() => this.workspace.exportStack(this.name));
    return stateIn(deployment);
  }

  async tag(key: string): Promise<string | undefined> {
    return (await this.sentence(() => this.workspace.listTags(this.name)))[key];
  }

  async setTag(key: string, value: string): Promise<void> {
    await this.sentence(() => this.workspace.setTag(this.name, key, value));
  }

  /** Removes the plan, which holds the resources' properties. */
  close(): void {
    this.folder.remove();
  }

  /** Where it was ended in the middle of something, says so: running it again would be refused. */
  private async change(words: readonly string[], onEvent: (event: EngineEvent) => void) {
    try {
      await this.run(words, onEvent);
    } catch (error) {
      if (error instanceof Interrupted) refuseCutOff(this.name, await this.state());
      throw error;
    }
  }

  private async run(
    words: readonly string[],
    onEvent?: (event: EngineEvent) => void,
  ): Promise<EventLog> {
    const { name: stack, cli, tell } = this;
    const folder = this.folder.path;
    this.running += 1;
    try {
      return await runToEnd(words, { stack, cli, folder, tell, onEvent });
    } finally {
      this.running -= 1;
    }
  }

  private async sentence<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      const output = String((error as Error).message);
      throw new Error(troubleOf({ stack: this.name, output, events: [], interrupted: false }));
    }
  }
}

/** What a preview foresees, unless a part of it is missing: nobody must agree to half of it. */
function wholly(log: EventLog): Foreseen {
  if (log.unreadable === 0) return foreseen(log.events);
  throw new Error(`${log.unreadable} events of the preview could not be read: start again.`);
}
