/** One thing that somebody may or must not do, no smaller than IAM can say it. */
export interface Permission {
  /** A role, a service or whoever a resource's own policy names. */
  readonly who: string;
  /** A boundary allows nothing by itself: it limits, as a denial does. */
  readonly effect: "Allow" | "Deny" | "Boundary";
  readonly action: string;
  readonly target: string;
  /** Conditions as JSON; empty for none. */
  readonly condition: string;
}
