import type { Graph, Resource } from "local-stage";

/** A table by the name that routes use. */
export function tableNamed(graph: Graph, table: string): Resource {
  return graph.named("aws:dynamodb/table:Table", `data-${table}`);
}

/** A function by the end of its physical name. */
export function functionNamed(graph: Graph, noun: string): Resource | undefined {
  return graph
    .ofType("aws:lambda/function:Function")
    .find(({ inputs }) => inputs.name.endsWith(`-${noun}`));
}

/**
 * The indexes that every write to a table goes into. That of what is owed is sparse: a message goes into it
 * and out of it once, which is counted with the message.
 */
export function indexesOf(table: Resource): number {
  const indexes: readonly { readonly projectionType?: string }[] =
    table.inputs.globalSecondaryIndexes ?? [];
  return indexes.filter(({ projectionType }) => projectionType !== "KEYS_ONLY").length;
}
