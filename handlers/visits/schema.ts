import * as v from "valibot";

/** GET /count and POST /count (R2): how many visits the site has had. */
export const countSchema = v.strictObject({ count: v.number() });
