import { runInNewContext } from "node:vm";
import type { Graph, Resource } from "../../local/graph";
import { runProgram } from "../../local/program";

const runs = new Map<string, Promise<Graph>>();

/** What the program declares on a stage; each combination runs once for all tests. */
export function program(stage: string, config: Readonly<Record<string, string>> = {}) {
  const key = JSON.stringify([stage, config]);
  const run = runs.get(key) ?? afterOthers(() => runProgram({ stage, config }));
  runs.set(key, run);
  return run;
}

let last: Promise<unknown> = Promise.resolve();

/** The SDK holds one program at a time. */
function afterOthers<Value>(start: () => Promise<Value>): Promise<Value> {
  const run = last.then(start, start);
  last = run;
  return run;
}

/** A resource with the type of its parent: "shopfront:infra:X$aws:…::name", or without one. */
export function place({ urn }: Resource): string {
  return urn.replace(/^urn:pulumi:[^:]+::[^:]+::/, "").replace("pulumi:pulumi:Stack$", "");
}

/** The statements of a policy, as plain values. */
export function statements(resource: Resource): Record<string, unknown>[] {
  return JSON.parse(resource.inputs.policy).Statement;
}

/** The zip of a function, as a path. */
export function zipOf(lambda: Resource): Promise<string> {
  return lambda.inputs.code.path;
}

/** Evaluates the text of an edge function as CloudFront would: alone, with nothing around it. */
export function edgeHandler<Reply>(code: string): (event: unknown) => Reply {
  return (event) =>
    JSON.parse(
      JSON.stringify(runInNewContext(`${code}\nhandler(${JSON.stringify(event)})`)),
    ) as Reply;
}
