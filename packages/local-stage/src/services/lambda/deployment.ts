import type { DataFolder } from "../../data-folder";
import type { Graph, Resource } from "../../graph";
import type { Invoke } from "../../invocation";
import type { Log } from "../../log";

export interface DeploymentOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly invoke: Invoke;
  /** Whether a function may put objects into a bucket, which the first page may be. */
  readonly mayPublish: (functionArn: string) => boolean;
  readonly log: Log;
}

/** The invocations that a program makes of a deployment. */
export interface Deployment {
  /** Makes those that may put something there to show, and those declared before them. */
  begin(): Promise<void>;
  /** Makes the others, and again what failed. */
  finish(): Promise<void>;
}

/**
 * Makes the invocations that belong to a deployment, as the provider would: in the order of declaration,
 * each after the one before, and only those whose input is not the one of the last run. With the scope
 * CRUD the input says so under `tf`, with the one before it. One that fails is told in a line and does not
 * hold up the rest; it is made again the next time.
 */
export function deploymentInvocations(options: DeploymentOptions): Deployment {
  const { graph, folder, invoke, mayPublish, log } = options;
  const declared = graph.ofType("aws:lambda/invocation:Invocation");
  const first = declared.findLastIndex((invocation) => mayPublish(targetOf(invocation))) + 1;
  let last: Promise<void> = Promise.resolve();

  async function make(invocations: readonly Resource[]): Promise<void> {
    const made = folder.readJson<Record<string, string>>("invocations.json") ?? {};
    // One that is declared again later is a new one.
    for (const name of Object.keys(made)) {
      if (!declared.some((invocation) => invocation.name === name)) delete made[name];
    }
    for (const invocation of invocations) {
      const { name, inputs } = invocation;
      const before = made[name];
      if (before === inputs.input) continue;
      const lifecycle = {
        action: before === undefined ? "create" : "update",
        prev_input: before === undefined ? null : JSON.parse(before),
      };
      const result = await invoke(targetOf(invocation), {
        ...JSON.parse(inputs.input),
        ...(inputs.lifecycleScope === "CRUD" && { [inputs.terraformKey ?? "tf"]: lifecycle }),
      });
      if (!result.ok) {
        log(`${name}: ${result.message}`);
        continue;
      }
      made[name] = inputs.input;
      folder.writeJson("invocations.json", made);
    }
  }

  /** Two at a time would make the same ones twice. */
  function afterTheLast(invocations: readonly Resource[]): Promise<void> {
    last = last.catch(() => {}).then(() => make(invocations));
    return last;
  }

  return {
    begin: () => afterTheLast(declared.slice(0, first)),
    finish: () => afterTheLast(declared),
  };
}

function targetOf({ inputs }: Resource): string {
  return `${inputs.functionName}:${inputs.qualifier ?? "$LATEST"}`;
}
