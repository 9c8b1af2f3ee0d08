import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { Graph } from "../local/graph";
import { projectFolder } from "../local/project-folder";
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
  const text = readFileSync(resolve(projectFolder, `Pulumi.${stage}.yaml`), "utf8");
  return parse(text)?.config?.["aws:defaultTags"]?.tags ?? {};
}
