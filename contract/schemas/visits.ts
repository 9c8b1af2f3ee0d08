import * as v from "valibot";

/** POST /count takes an empty object or no body at all. */
export const countRequestSchema = v.strictObject({});

/** GET /count and POST /count: how many visits the site has had. */
export const countSchema = v.strictObject({ count: v.number() });
