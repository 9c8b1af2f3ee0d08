import { type Graph, type ProgramOptions, stageSettings } from "local-stage";
import type { PlainResource } from "./rule";

/** What a captured run of the program declared, as the rules see it. */
export function captured(graph: Graph, program: ProgramOptions): PlainResource[] {
  const defaultTags = stageTags(program);
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
function stageTags(program: ProgramOptions): Record<string, string> {
  return JSON.parse(stageSettings(program)["aws:defaultTags"] ?? "{}").tags ?? {};
}
