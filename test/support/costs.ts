import { Graph, type Resource } from "local-stage";

/** The graph with other inputs of one resource. */
export function withInputs(
  graph: Graph,
  type: string,
  name: string,
  change: (inputs: Resource["inputs"]) => Resource["inputs"],
): Graph {
  const target = graph.named(type, name);
  return new Graph(
    graph.resources.map((each) =>
      each === target ? { ...each, inputs: change(each.inputs) } : each,
    ),
    graph.exports,
  );
}

/** The graph with one more resource. */
export function withResource(graph: Graph, type: string, inputs: Resource["inputs"]): Graph {
  const name = "one-more";
  const added: Resource = { type, name, urn: "", id: name, inputs, outputs: inputs, custom: true };
  return new Graph([...graph.resources, added], graph.exports);
}
