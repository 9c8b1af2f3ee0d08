import type { Graph } from "../packages/local-stage/src/graph";
import { stageSettings } from "../packages/local-stage/src/program/program";
import type { PlainResource } from "./rule";

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
  return JSON.parse(stageSettings(stage)["aws:defaultTags"] ?? "{}").tags ?? {};
}
