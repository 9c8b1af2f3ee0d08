import type { OutputMap } from "@pulumi/pulumi/automation";
import { stringify } from "yaml";

/** The outputs of a stack in the order of their names; secrets only where they are asked for. */
export function outputLines(outputs: OutputMap, options: { showSecrets: boolean }): string[] {
  const names = Object.keys(outputs).sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.flatMap((name) => {
    const { value, secret } = outputs[name] as OutputMap[string];
    const shown = secret && !options.showSecrets ? "[secret]" : value;
    if (typeof shown === "string") return [`${name.padEnd(width)}  ${shown}`];
    const nested = stringify(shown, { lineWidth: 0 }).trimEnd().split("\n");
    return [name, ...nested.map((line) => `  ${line}`)];
  });
}
