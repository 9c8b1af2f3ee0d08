import type { StackState } from "./stack-state";

/** Refuses a stack whose last deployment was cut off, so that nobody knows what exists of it. */
export function refuseCutOff(stack: string, { pending }: StackState): void {
  if (pending.length === 0) return;
  const names = pending.map((urn) => urn.split("::").at(-1));
  throw new Error(
    `A deployment of ${stack} was cut off while it changed ${names.join(", ")}: run "pulumi refresh --stack ${stack}", answer what became of each, and start again (docs/runbooks/two-deployments.md).`,
  );
}

/** Refuses to destroy what is protected, before anything is touched. */
export function refuseProtected(stack: string, { resources }: StackState): void {
  const kept = resources.filter(({ protect }) => protect).map(({ urn }) => urn.split("::").at(-1));
  if (kept.length === 0) return;
  throw new Error(
    `${stack} is protected, so nothing was destroyed: ${kept.join(", ")}. If it is to go all the same, export its data (npm run export -- <folder> --stack ${stack}), set shopfront:protectData to false in Pulumi.${stack}.yaml, deploy that, and destroy it then.`,
  );
}

/** Refuses credentials of another account than the one that the stack's resources are in. */
export function refuseForeign(stack: string, { resources }: StackState, account: string): void {
  const homes = new Set(resources.flatMap((one) => one.account ?? []));
  if (homes.size === 0 || homes.has(account)) return;
  throw new Error(
    `Stack ${stack} is in account ${[...homes].join(", ")}, and these credentials are of ${account}: sign in there. AWS would answer that nothing of it exists, and the state would forget what does.`,
  );
}
