/** The account that the local stage pretends to be in. */
export const accountId = "000000000000";
