import { conditionOf } from "./conditions";
import actions from "./deploy-actions.json";
import { iamStatements, keepOut } from "./iam-statements";
import { type Place, scopes } from "./scopes";
import { lockStatements, stateStatements } from "./state-statements";
import { allow, type PolicyDocument, packed, type Statement } from "./statement";

/** One row of deploy-actions.json. */
export interface DeployAction {
  /** "lambda:CreateFunction". */
  readonly action: string;
  readonly reads: boolean;
  /** Whether IAM cannot limit it to a resource. */
  readonly everywhere: boolean;
}

/** What the role that deploys may do: create, change, read and delete what the program declares. */
export function deployPolicies(place: Place): PolicyDocument[] {
  const isIam = ({ action }: DeployAction) => action.startsWith("iam:");
  const all = actions as readonly DeployAction[];
  return packed([
    ...keepOut(place),
    ...iamStatements(
      all.filter(isIam).map(({ action }) => action),
      place,
    ),
    ...stateStatements(place),
    ...statementsFor(
      all.filter((row) => !isIam(row)),
      place,
    ),
  ]);
}

/** What the role that previews and looks for drift may do: read, and hold the state's lock. */
export function readPolicies(place: Place): PolicyDocument[] {
  const rows = (actions as readonly DeployAction[]).filter(({ reads }) => reads);
  return packed([...keepOut(place), ...lockStatements(place), ...statementsFor(rows, place)]);
}

function statementsFor(rows: readonly DeployAction[], place: Place): Statement[] {
  const byService = scopes(place);
  const groups = new Map<string, { statement: Statement; actions: string[] }>();
  for (const { action, everywhere } of rows) {
    const [service = ""] = action.split(":");
    const resources = everywhere ? ["*"] : byService[service];
    if (!resources) throw new Error(`scopes.ts does not say what of ${service} is the program's.`);
    const Condition = conditionOf(action, place);
    const key = JSON.stringify([resources, Condition]);
    const group = groups.get(key) ?? { statement: allow([], resources, Condition), actions: [] };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ statement, actions }) => ({ ...statement, Action: actions }));
}
