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

/** The alias that everything invokes, and that a release and a rollback move. */
export const liveAlias = "live";

/**
 * The alias of a function whose description lists the versions that were rolled back ever, parted by
 * spaces: nothing goes back to them or gives them calls again. No deployment knows of it, while each
 * clears the description of the live one.
 */
export const brokenAlias = "rolled-back";
