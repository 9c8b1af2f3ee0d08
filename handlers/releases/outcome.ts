/** What the rollback did about one failing function. */
export type Outcome =
  | { readonly did: "rolled-back"; readonly from: string; readonly to: string }
  | { readonly did: "nothing"; readonly because: NothingDone };

/** Why a function was not rolled back. */
export type NothingDone =
  | "cool-down"
  | "no-earlier-version"
  | "too-few-calls"
  | "live-for-long"
  | "failed-before"
  | "earlier-version-is-ill"
  | "earlier-ledger-form"
  | "changed-meanwhile"
  | "failed";

/** The alias that everything invokes, and that a release and a rollback move. */
export const liveAlias = "live";

/**
 * The alias of a function whose description lists every version that was ever rolled back, separated by
 * spaces, so that none of them gets calls again, and after them when the last one was. Deployments don't
 * touch it, while each clears the description of the live one.
 */
export const brokenAlias = "rolled-back";
