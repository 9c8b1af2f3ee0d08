import { parsed, statementsOf } from "../../../policy/documents";
import type { Declared } from "../snapshot";

/** One thing that somebody may or must not do, no smaller than IAM can say it. */
export interface Permission {
  /** A role, a service or whoever a resource's own policy names. */
  readonly who: string;
  readonly effect: string;
  readonly action: string;
  readonly target: string;
  /** Conditions as JSON; empty for none. */
  readonly condition: string;
}

/** Several actions that go together in one sentence. */
export interface Permissions extends Omit<Permission, "action"> {
  readonly actions: readonly string[];
}

/** What a change lets somebody do that they could not, and the other way round. */
export interface PermissionChanges {
  readonly gained: readonly Permissions[];
  readonly lost: readonly Permissions[];
}

/** Compares what policies, trust, attachments and Lambda's permissions allow, wherever they are written. */
export function permissionChanges(
  base: readonly Declared[],
  head: readonly Declared[],
): PermissionChanges {
  const [before, after] = [keyed(base.flatMap(permissionsOf)), keyed(head.flatMap(permissionsOf))];
  const without = (one: Map<string, Permission>, other: Map<string, Permission>) =>
    grouped([...one].flatMap(([key, permission]) => (other.has(key) ? [] : permission)));
  return { gained: without(after, before), lost: without(before, after) };
}

/** The JSON inputs that are policies, and whom or what each is about. */
const policies: Readonly<Record<string, { input: string; about: "who" | "target"; name: string }>> =
  {
    "aws:iam/rolePolicy:RolePolicy": { input: "policy", about: "who", name: "role" },
    "aws:iam/role:Role": { input: "assumeRolePolicy", about: "target", name: "" },
    "aws:s3/bucketPolicy:BucketPolicy": { input: "policy", about: "target", name: "bucket" },
    "aws:sqs/queuePolicy:QueuePolicy": { input: "policy", about: "target", name: "queueUrl" },
    "aws:sns/topicPolicy:TopicPolicy": { input: "policy", about: "target", name: "arn" },
    "aws:kms/key:Key": { input: "policy", about: "target", name: "" },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
      input: "policyDocument",
      about: "target",
      name: "",
    },
  };

function permissionsOf(resource: Declared): Permission[] {
  const { type, inputs, name } = resource;
  const policy = policies[type];
  if (policy) {
    const subject = policy.name ? String(inputs[policy.name] ?? name) : name;
    return ofDocument(inputs[policy.input], subject, policy.about);
  }
  if (type === "aws:lambda/permission:Permission") {
    const { principal, action, sourceArn, qualifier } = inputs;
    const target = [inputs.function, qualifier].filter(Boolean).join(":");
    const condition = sourceArn ? JSON.stringify({ from: sourceArn }) : "";
    return [{ who: String(principal), effect: "Allow", action, target, condition }];
  }
  if (type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment") {
    const target = `everything in ${inputs.policyArn}`;
    return [{ who: inputs.role, effect: "Allow", action: "*", target, condition: "" }];
  }
  return [];
}

function ofDocument(text: unknown, subject: string, about: "who" | "target"): Permission[] {
  const raw = [(parsed(text) as { Statement?: unknown } | undefined)?.Statement].flat();
  return statementsOf(text).flatMap(
    ({ effect, actions, principals, resources, ...rest }, index) => {
      // "Everything but …" is wider than any list.
      const but = (key: string) => {
        const excluded = (raw[index] as Record<string, unknown>)[key];
        return excluded === undefined ? [] : [`all but ${JSON.stringify(excluded)}`];
      };
      const isEmpty = Object.keys(rest.condition).length === 0;
      const condition = isEmpty ? "" : JSON.stringify(rest.condition);
      const whos = about === "who" ? [subject] : [...principals, ...but("NotPrincipal")];
      const named = [...resources, ...but("NotResource")];
      const targets = named.length > 0 ? named : [subject];
      return whos.flatMap((who) =>
        [...actions, ...but("NotAction")].flatMap((action) =>
          targets.map((target) => ({ who, effect, action, target, condition })),
        ),
      );
    },
  );
}

function keyed(permissions: readonly Permission[]): Map<string, Permission> {
  return new Map(permissions.map((one) => [JSON.stringify(Object.values(one)), one]));
}

function grouped(permissions: readonly Permission[]): Permissions[] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) {
    const key = JSON.stringify([one.who, one.effect, one.target, one.condition]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const { action, ...rest } = group[0] as Permission;
    return { ...rest, actions: group.map((one) => one.action).sort() };
  });
}
