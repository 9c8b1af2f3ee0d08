import { runSimulation } from "@cloud-copilot/iam-simulate";
import { boundary } from "../../bootstrap/policies/boundary";
import { deployPolicies, readPolicies } from "../../bootstrap/policies/deploy-policies";
import type { Place } from "../../bootstrap/policies/scopes";
import type { PolicyDocument } from "../../bootstrap/policies/statement";

export const id = "000000000000";

export const place: Place = {
  id,
  boundaryArn: `arn:aws:iam::${id}:policy/shopfront/boundary`,
  stateBucketArn: "arn:aws:s3:::state-bucket-1234567",
  secretsKeyArn: `arn:aws:kms:ca-central-1:${id}:key/11111111-2222-3333-4444-555555555555`,
};

/** What somebody asks of AWS. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export type Answer = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

/** What AWS answers the role that deploys, by a simulator that knows IAM's rules. */
export function asDeployer(request: Request): Promise<Answer> {
  return answer(request, deployPolicies(place), `arn:aws:iam::${id}:role/shopfront-trust/deploy`);
}

/** What it answers the role that reads. */
export function asReader(request: Request): Promise<Answer> {
  return answer(request, readPolicies(place), `arn:aws:iam::${id}:role/shopfront-trust/read`);
}

/** What it answers a role of the program that allows itself everything, within its boundary. */
export function withinBoundary(request: Request): Promise<Answer> {
  const everything = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  };
  const role = `arn:aws:iam::${id}:role/shopfront/any`;
  return answer(request, [everything], role, boundary({ id }));
}

async function answer(
  { action, resource, context = {} }: Request,
  policies: readonly unknown[],
  principal: string,
  bounds?: PolicyDocument,
): Promise<Answer> {
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: id },
        contextVariables: { ...context },
      },
      identityPolicies: policies.map((policy, index) => ({ name: `${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(bounds && { permissionBoundaryPolicies: [{ name: "boundary", policy: bounds }] }),
    },
    {},
  );
  if (result.resultType === "error") {
    throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult as Answer;
}
