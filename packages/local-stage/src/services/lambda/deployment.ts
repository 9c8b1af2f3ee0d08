import type { DataFolder } from "../../data-folder";
import type { Graph } from "../../graph";
import type { Invoke } from "../../invocation";
import type { Log } from "../../log";

export interface DeploymentOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly invoke: Invoke;
  readonly log: Log;
}

/**
 * Makes the invocations that belong to a deployment, as the provider would: those whose input is not
 * the one of the last run. With the scope CRUD the input says so under `tf`, with the one before it.
 */
export async function makeInvocations(options: DeploymentOptions): Promise<void> {
  const { graph, folder, invoke, log } = options;
  const made = folder.readJson<Record<string, string>>("invocations.json") ?? {};
  for (const { name, inputs } of graph.ofType("aws:lambda/invocation:Invocation")) {
    const before = made[name];
    if (before === inputs.input) continue;
    const lifecycle = {
      action: before === undefined ? "create" : "update",
      prev_input: before === undefined ? null : JSON.parse(before),
    };
    const result = await invoke(`${inputs.functionName}:${inputs.qualifier ?? "$LATEST"}`, {
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
