import type { Resource } from "../../graph";

/**
 * What a rule's target gets, as text: its constant input, its transformed input, or the event itself.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput({ input, inputTransformer }: Resource["inputs"], event: unknown) {
  if (input !== undefined) return String(input);
  if (!inputTransformer) return JSON.stringify(event);
  const paths = (inputTransformer.inputPaths ?? {}) as Record<string, string>;
  return String(inputTransformer.inputTemplate).replace(
    /<([\w.-]+)>/g,
    (placeholder: string, name: string) => {
      const path = paths[name];
      if (path === undefined) return placeholder;
      const value = valueAt(event, path);
      return typeof value === "string" ? value : JSON.stringify(value ?? "");
    },
  );
}

/** The part of JSONPath that such rules use: `$.detail.state`, `$.resources[0]`. */
function valueAt(event: unknown, path: string): unknown {
  const steps = path.match(/[^$.[\]]+/g) ?? [];
  return steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    event,
  );
}
