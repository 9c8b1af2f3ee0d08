import { computedValues, type Resource } from "local-stage";

/** A resource as the capture gives it. */
export function resource(type: string, name: string, inputs: Resource["inputs"]): Resource {
  const { id, outputs } = computedValues(type, name, inputs, "ca-central-1");
  const all = { ...inputs, ...outputs, id };
  return { type, name, id, urn: "", inputs, outputs: all, custom: true };
}
