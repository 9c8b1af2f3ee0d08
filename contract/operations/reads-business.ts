import type { FunctionSpec, TableAction } from "./operation";

/** A function's row with what it needs to follow the business document, which the owner may change at any time. */
export function withBusiness<Spec extends FunctionSpec>(spec: Spec): Spec {
  if (spec.isAnybodys) return spec;
  const { business = [] } = spec.touches;
  const actions = new Set<TableAction>([...business, "GetItem"]);
  return { ...spec, touches: { ...spec.touches, business: [...actions] } };
}
