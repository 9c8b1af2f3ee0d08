import { resolve } from "node:path";
import type { Graph } from "local-stage";
import { stageSettings } from "local-stage";
import type { PlainResource } from "./rule";

/** Where Pulumi.<stage>.yaml is. */
const folder = resolve(__dirname, "..");

/** What a captured run of the program declared, as the rules see it. */
export function captured(graph: Graph, stage: string): PlainResource[] {
  const defaultTags = stageTags(stage);
  return graph.resources
    .filter(({ custom }) => custom)
    .map(({ type, name, urn, inputs, outputs }) => ({
      type,
      name,
      urn,
      props: { ...outputs, ...inputs },
      defaultTags,
    }));
}

/** The tags that the provider adds to everything; it reads them from the stage's settings. */
function stageTags(stage: string): Record<string, string> {
  return JSON.parse(stageSettings({ folder, stage })["aws:defaultTags"] ?? "{}").tags ?? {};
}
