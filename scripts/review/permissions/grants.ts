import type { Declared, Properties } from "../snapshot";
import { aboutOf, inDocument, isDocument } from "./documents";
import type { Permission } from "./permission";

type Reader = (resource: Declared) => Permission[];

const allowed = (who: unknown, action: string, target: string, condition = ""): Permission => ({
  who: String(who),
  effect: "Allow",
  action,
  target,
  condition,
});

/** A policy that is somewhere else; what AWS's own ones hold is not known here. */
const attached = (who: unknown, policy: unknown) => allowed(who, "*", `everything in ${policy}`);

const list = (value: unknown): unknown[] => [value ?? []].flat();

/** What grants by other means than a policy document, or in a document below its top. */
const readers: Readonly<Record<string, Reader>> = {
  "aws:iam/role:Role": ({ inputs, name }) => holderOf(inputs, String(inputs.name ?? name)),
  "aws:iam/user:User": ({ inputs, name }) => holderOf(inputs, String(inputs.name ?? name)),
  "aws:iam/group:Group": () => [],
  "aws:iam/policyAttachment:PolicyAttachment": ({ inputs }) =>
    [inputs.roles, inputs.users, inputs.groups]
      .flatMap(list)
      .map((who) => attached(who, inputs.policyArn)),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }) => [
    attached(inputs.role, inputs.policyArn),
  ],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": ({ inputs }) => [
    attached(inputs.user, inputs.policyArn),
  ],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ({ inputs }) => [
    attached(inputs.group, inputs.policyArn),
  ],
  "aws:lambda/permission:Permission": ({ inputs }) => {
    const { principal, action, qualifier, functionUrlAuthType: auth } = inputs;
    const target = [inputs.function, qualifier].filter(Boolean).join(":");
    const { sourceArn: from, sourceAccount: account, principalOrgId: organization } = inputs;
    // Without a signature everybody is let in, so that is no condition.
    const signed = auth === "NONE" ? undefined : auth;
    const condition = JSON.stringify({ from, account, organization, signed });
    return [allowed(principal, action, target, condition === "{}" ? "" : condition)];
  },
  "aws:lambda/functionUrl:FunctionUrl": ({ inputs }) => {
    const { authorizationType: auth, functionName, qualifier } = inputs;
    const target = [functionName, qualifier].filter(Boolean).join(":");
    const who = auth === "NONE" ? "*" : "AWS:this account";
    return [allowed(who, "lambda:InvokeFunctionUrl", target)];
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ({ inputs }) =>
    Object.entries(inputs)
      .filter(([, value]) => value === true)
      .map(([flag]) => ({
        ...allowed("*", `what ${flag} blocks`, String(inputs.bucket)),
        effect: "Deny" as const,
      })),
};

function holderOf(
  { managedPolicyArns, inlinePolicies, permissionsBoundary: boundary }: Properties,
  who: string,
): Permission[] {
  return [
    ...list(managedPolicyArns).map((arn) => attached(who, arn)),
    ...(list(inlinePolicies) as Properties[]).flatMap(({ policy }) =>
      inDocument(policy, who, "who"),
    ),
    ...(boundary === undefined
      ? []
      : [{ ...allowed(who, "*", String(boundary)), effect: "Boundary" as const }]),
  ];
}

/** The inputs that name whom a policy of IAM is given to. */
const holders = ["role", "user", "group"];

/** The inputs that name what a resource's own policy lies at. */
const places = ["bucket", "queueUrl", "arn"];

/** Everything that a resource permits or forbids by itself. */
export function permissionsOf(resource: Declared): Permission[] {
  const { type, name, inputs } = resource;
  const documents = Object.values(inputs).filter(isDocument);
  return [
    ...(readers[type]?.(resource) ?? []),
    ...documents.flatMap((text) => {
      const about = aboutOf(text);
      const keys = about === "who" ? holders : places;
      const key = keys.find((one) => typeof inputs[one] === "string");
      // A policy without a holder is for whoever it is attached to.
      const nobody = about === "who" && !key ? `holders of ${name}` : name;
      return inDocument(text, key ? String(inputs[key]) : nobody, about);
    }),
  ];
}

/** Types of which a resource may give rights, by their names. */
const granting =
  /^aws:(iam|ram|identitystore|ssoadmin|lakeformation|rolesanywhere)\/|polic(y|ies)|permission|grant|bucketacl|objectacl|publicaccess|accesspoint|roleattachment/i;
/** Policies of how something behaves. */
const harmless =
  /^aws:(cloudfront\/(cachePolicy|originRequestPolicy|responseHeadersPolicy)|appautoscaling\/|autoscaling\/|ecr\/lifecyclePolicy)/;

/** Whether a type may give rights that nothing here reads. */
export function isUnread({ type, inputs }: Declared): boolean {
  if (readers[type] || harmless.test(type) || !granting.test(type)) return false;
  return !Object.values(inputs).some(isDocument);
}
