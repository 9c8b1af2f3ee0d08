/** What became of one function that fails. */
export type Outcome =
  | { readonly did: "rolled-back"; readonly from: string; readonly to: string }
  | { readonly did: "nothing"; readonly because: NothingDone };

/** Why a function was left as it is. */
export type NothingDone =
  | "cool-down"
  | "no-earlier-version"
  | "earlier-version-is-ill"
  | "changed-meanwhile"
  | "failed";

/**
 * The tag of a function with the versions that were rolled back ever, parted by spaces: nothing goes
 * back to them or gives them calls again. A deployment clears an alias's description, but not this.
 */
export const brokenTag = "RolledBack";
