import type { OutputMap } from "@pulumi/pulumi/automation";

/** The outputs of a stack, one a line and nested ones as JSON; secrets only where they are asked for. */
export function outputLines(outputs: OutputMap, options: { showSecrets: boolean }): string[] {
  const names = Object.keys(outputs).sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => {
    const { value, secret } = outputs[name] as OutputMap[string];
    const shown = secret && !options.showSecrets ? "[secret]" : value;
    const text = typeof shown === "string" ? shown : JSON.stringify(shown);
    return `${name.padEnd(width)}  ${text}`;
  });
}
