import type { Graph, Resource } from "local-stage";
import type { PolicyDocument, Role, Statement } from "local-stage/parts";

/** One action on one resource. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

/** Every pair that the allowing statements of a policy give. */
export function grantsOf(policies: readonly PolicyDocument[]): Grant[] {
  return allowing(policies).flatMap(({ Action, Resource }) =>
    many(Action).flatMap((action) => many(Resource).map((resource) => ({ action, resource }))),
  );
}

/** The policies with all they said but one pair. */
export function without(
  policies: readonly PolicyDocument[],
  { action, resource }: Grant,
): PolicyDocument[] {
  return policies.map((policy) => ({
    ...policy,
    Statement: many(policy.Statement).flatMap((statement): Statement[] => {
      const actions = many(statement.Action);
      const resources = many(statement.Resource);
      const isHere = actions.includes(action) && resources.includes(resource);
      if (statement.Effect !== "Allow" || !isHere) return [statement];
      const otherActions = actions.filter((one) => one !== action);
      const otherResources = resources.filter((one) => one !== resource);
      return [
        ...(otherActions.length > 0 ? [{ ...statement, Action: otherActions }] : []),
        ...(otherResources.length > 0
          ? [{ ...statement, Action: action, Resource: otherResources }]
          : []),
      ];
    }),
  }));
}

/** Does something while a role lacks one grant. */
export async function withoutGrant<Value>(
  role: Role,
  grant: Grant,
  act: () => Promise<Value>,
): Promise<Value> {
  const { policies } = role;
  role.policies = without(policies, grant);
  try {
    return await act();
  } finally {
    role.policies = policies;
  }
}

/** Does something while the program lacks one resource. */
export async function withoutResource<Value>(
  graph: Graph,
  resource: Resource,
  act: () => Promise<Value>,
): Promise<Value> {
  const resources = graph.resources as Resource[];
  const place = resources.indexOf(resource);
  resources.splice(place, 1);
  try {
    return await act();
  } finally {
    resources.splice(place, 0, resource);
  }
}

function allowing(policies: readonly PolicyDocument[]): Statement[] {
  return policies
    .flatMap(({ Statement }) => many(Statement))
    .filter(({ Effect }) => Effect === "Allow");
}

function many<Value>(value: Value | readonly Value[] | undefined): Value[] {
  return value === undefined ? [] : ([value].flat() as Value[]);
}
