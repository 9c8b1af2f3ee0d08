import { type Place, programPath } from "./scopes";
import { allow, type Statement } from "./statement";

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

/** No statement, here or added later, lets a deployment out of its bounds. */
export function keepOut({ id, boundaryArn, stateBucketArn }: Place): Statement[] {
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
export function iamStatements(all: readonly string[], { id, boundaryArn }: Place): Statement[] {
  const roles = [`arn:aws:iam::${id}:role${programPath}*`];
  const bounded = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"];
  const others = all.filter((action) => !bounded.includes(action));
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
