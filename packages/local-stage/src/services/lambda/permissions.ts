import type { Graph } from "../../graph";
import type { Caller } from "../../invocation";
import { matchesArn, matchesText } from "../iam/wildcard";
import type { ResolvedFunction } from "./function";

/**
 * True where a captured permission lets the caller invoke the function under this very qualifier: one
 * for the alias does not open the function itself, and one for the function not the alias.
 */
export function permits(graph: Graph, target: ResolvedFunction, caller: Caller): boolean {
  return graph.ofType("aws:lambda/permission:Permission").some(({ inputs }) => {
    const named = String(inputs.function);
    const [name, inName = ""] = named.startsWith("arn:") ? named.split(":").slice(6) : [named];
    return (
      name === target.name &&
      (inputs.qualifier ?? inName) === target.qualifier &&
      ["lambda:InvokeFunction", "lambda:*"].includes(inputs.action) &&
      [caller.principal, "*"].includes(inputs.principal) &&
      (inputs.sourceArn === undefined || fits(inputs.sourceArn, caller.sourceArn))
    );
  });
}

function fits(pattern: string, arn: string): boolean {
  return pattern.startsWith("arn:") ? matchesArn(pattern, arn) : matchesText(pattern, arn);
}
