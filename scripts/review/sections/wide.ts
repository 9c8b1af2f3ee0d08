import type { Permissions } from "../permissions/permissions";

/** Any action, any of a service, or all but some. */
const anyAction = /^([*?]+|[\w-]+:[*?]+|[*?]+:.*|all but .*)$/;

/** Whoever may change who may do what can give themselves everything. */
const escalating = /^(iam:(?!Get|List)|sts:AssumeRole|organizations:(?!Describe|List))/i;

/** Everything of a service: every table, function or role, every object of every bucket. */
const anyTarget =
  /^([*?]+|all but .*|arn:([^:]*:){4}(\*|\*\/\*|(table|function|role|user|policy|identity|log-group|secret|parameter|key|userpool)[/:]\*))$/;

/** The account that the review makes up. */
const ownAccount = "0".repeat(12);

/**
 * Whether it allows everybody or another account, any action, what changes permissions, or everything without
 * a condition.
 */
export function isWide({ who, effect, actions, target, condition }: Permissions): boolean {
  if (effect !== "Allow") return false;
  if (actions.some((action) => anyAction.test(action))) return true;
  // What a service may do on a role is trust; on all roles it is not.
  const isTrust = who.startsWith("Service:");
  if (!isTrust && actions.some((action) => escalating.test(action))) return true;
  return isElsewhere(who) || ((anyTarget.test(target) || isAnybody(who)) && condition === "");
}

function isAnybody(who: string): boolean {
  return who === "*" || who.startsWith("all but");
}

function isElsewhere(who: string): boolean {
  const [account] = (who.startsWith("AWS:") && /\b\d{12}\b/.exec(who)) || [];
  return account !== undefined && account !== ownAccount;
}
