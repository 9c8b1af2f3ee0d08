import * as v from "valibot";

/** GET /health */
export const healthSchema = v.strictObject({
  status: v.picklist(["ok", "degraded"]),
  /** The published version that answers. */
  version: v.string(),
  dependencies: v.record(v.string(), v.picklist(["ok", "failing"])),
});
