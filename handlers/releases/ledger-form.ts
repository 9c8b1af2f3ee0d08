/**
 * The forms of the slot ledger, counted up with each that functions of before can't work on: 1 knows quarters
 * of an hour alone, 2 five minutes beside them. `known` is the newest one that this release works on; `needed`
 * is the oldest one that a version must know to get calls beside it, or after it.
 */
export const ledgerForm = { known: 2, needed: 2 } as const;

/** The variable by which a published version of a function that works on the ledger says which form it knows. */
export const ledgerFormVariable = "LEDGER_FORM";
