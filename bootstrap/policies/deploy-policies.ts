import { conditionOf } from "./conditions";
import actions from "./deploy-actions.json";
import { type Account, programPath, scopes } from "./scopes";
import { type PolicyDocument, packed, type Statement } from "./statement";

/** One row of deploy-actions.json. */
export interface DeployAction {
  /** "lambda:CreateFunction". */
  readonly action: string;
  readonly reads: boolean;
  /** Whether IAM cannot limit it to a resource. */
  readonly everywhere: boolean;
}

export interface Place extends Account {
  readonly boundaryArn: string;
  readonly stateBucketArn: string;
  readonly secretsKeyArn: string;
}

/** Who takes the roles that the program makes, as the program passes them. */
const takers = ["apigateway", "backup", "firehose", "lambda", "logs", "s3", "scheduler"] as const;

/** Who makes a role of its own in the account when first used. */
const linked = [
  "ops.apigateway",
  "backup",
  "delivery.logs",
  "replication.dynamodb",
  "cloudtrail",
] as const;

/** What the role that deploys may do: create, change, read and delete what the program declares. */
export function deployPolicies(place: Place): PolicyDocument[] {
  const rows = (actions as readonly DeployAction[]).filter(
    ({ action }) => !action.startsWith("iam:"),
  );
  return packed([
    ...keepOut(place),
    ...iamStatements(place),
    ...stateStatements(place),
    ...statementsFor(rows, place),
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

/** No statement, here or added later, lets a deployment out of its bounds. */
function keepOut({ id, boundaryArn, stateBucketArn }: Place): Statement[] {
  const bounds = ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"];
  return [
    { Effect: "Deny", Action: bounds, Resource: ["*"] },
    {
      Effect: "Deny",
      Action: ["iam:*"],
      Resource: [boundaryArn, `arn:aws:iam::${id}:*/shopfront-trust/*`],
    },
    {
      Effect: "Deny",
      Action: ["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*", "s3:PutLifecycle*"],
      Resource: [stateBucketArn, `${stateBucketArn}/*`],
    },
    // The state of the bootstrap says what a person with every right will change next.
    { Effect: "Deny", Action: ["s3:*"], Resource: [`${stateBucketArn}/*/shopfront-bootstrap/*`] },
  ];
}

/** Roles are the program's by their path, carry the boundary, and go to known services alone. */
function iamStatements({ id, boundaryArn }: Place): Statement[] {
  const all = (actions as readonly DeployAction[]).filter(({ action }) =>
    action.startsWith("iam:"),
  );
  const roles = [`arn:aws:iam::${id}:role${programPath}*`];
  const bounded = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"];
  const others = all.map(({ action }) => action).filter((action) => !bounded.includes(action));
  return [
    {
      ...allow(bounded, roles),
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    allow(
      others.filter((action) => action !== "iam:GetUser"),
      roles,
    ),
    {
      ...allow(["iam:PassRole"], roles),
      Condition: {
        StringEquals: { "iam:PassedToService": takers.map((name) => `${name}.amazonaws.com`) },
      },
    },
    {
      ...allow(["iam:CreateServiceLinkedRole"], [`arn:aws:iam::${id}:role/aws-service-role/*`]),
      Condition: {
        StringEquals: { "iam:AWSServiceName": linked.map((name) => `${name}.amazonaws.com`) },
      },
    },
  ];
}

function stateStatements({ stateBucketArn, secretsKeyArn }: Place): Statement[] {
  return [
    allow(["s3:GetBucketLocation", "s3:ListBucket"], [stateBucketArn]),
    allow(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [`${stateBucketArn}/*`]),
    allow(
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      [secretsKeyArn],
    ),
  ];
}

/** To read the state takes its key; a preview keeps its plan, and a refresh a lock. */
function lockStatements({ stateBucketArn, secretsKeyArn }: Place): Statement[] {
  const own = [".pulumi/locks/*", "plans/*"].map((path) => `${stateBucketArn}/${path}`);
  return [
    allow(["s3:GetBucketLocation", "s3:ListBucket"], [stateBucketArn]),
    allow(["s3:GetObject"], [`${stateBucketArn}/*`]),
    allow(["s3:DeleteObject", "s3:PutObject"], own),
    allow(
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
      [secretsKeyArn],
    ),
  ];
}

function allow(
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: Statement["Condition"],
): Statement {
  return { Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}
