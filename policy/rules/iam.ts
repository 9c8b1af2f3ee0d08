import { statementsOf } from "../documents";
import { list, rule, ruleOfParts } from "../rule";
import { types } from "../types";

const documents = [types.rolePolicy, types.iamPolicy];

export const iamRules = [
  ruleOfParts(
    "role-no-managed-policies",
    ["AwsSolutions-IAM4"],
    "A role has its own policies instead of broad AWS managed ones.",
    [types.role, types.rolePolicyAttachment],
    ({ props }) =>
      [...list(props.managedPolicyArns), props.policyArn].filter((arn) =>
        /^arn:aws[\w-]*:iam::aws:policy\//.test(String(arn)),
      ),
  ),
  ruleOfParts(
    "policy-no-wildcards",
    ["AwsSolutions-IAM5", "Serverless-IAMNoWildcardPermissions"],
    "A policy names every action and resource, without `*`.",
    documents,
    ({ props }) =>
      allowed(props.policy).flatMap(({ actions, resources }) =>
        [...actions, ...resources.map((resource) => `${resource} for ${actions.join(" ")}`)].filter(
          (each) => each.includes("*"),
        ),
      ),
  ),
  rule(
    "policy-not-admin",
    ["IAM.1"],
    "A policy never allows all actions on all resources.",
    documents,
    ({ props }) =>
      !allowed(props.policy).some(
        ({ actions, resources }) =>
          resources.includes("*") && actions.some((action) => action === "*" || action === "*:*"),
      ),
  ),
  ruleOfParts(
    "policy-no-whole-service",
    ["IAM.21"],
    "A policy never allows all actions of a service.",
    documents,
    ({ props }) =>
      allowed(props.policy)
        .flatMap(({ actions }) => actions)
        .filter((action) => /^[\w-]+:\*$/.test(action)),
  ),
  rule(
    "role-of-one-service",
    [],
    "A role can be assumed by one AWS service only.",
    types.role,
    ({ props }) => {
      const principals = statementsOf(props.assumeRolePolicy).flatMap((each) => each.principals);
      return principals.length === 1 && /^Service:[\w.-]+$/.test(String(principals[0]));
    },
  ),
];

function allowed(policy: unknown) {
  return statementsOf(policy).filter(({ effect }) => effect === "Allow");
}
