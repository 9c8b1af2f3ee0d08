/**
 * Every error that the API answers: a stable code that programs decide by, with its status. People
 * read the sentence beside it (wording/errors.ts). A code is never renamed or used for something else.
 */
export const errorStatuses = {
  invalid: 400,
  "body.json": 400,
  "idempotency.invalid": 400,
  "picture.type": 400,
  "picture.broken": 400,
  "manage.missing": 401,
  "admin.missing": 401,
  "admin.group": 403,
  "manage.wrong": 403,
  "not-found": 404,
  taken: 409,
  busy: 409,
  conflict: 409,
  "email.taken": 409,
  "idempotency.reused": 409,
  "contact.limit": 409,
  "moves.limit": 409,
  "terms.changed": 409,
  "booking.unchangeable": 409,
  "booking.cancel.late": 409,
  "booking.move.late": 409,
  "booking.changed": 409,
  "booking.early": 409,
  "booking.reviewed": 409,
  "booking.is.pending": 409,
  "booking.is.confirmed": 409,
  "booking.is.completed": 409,
  "booking.is.no_show": 409,
  "booking.is.cancelled": 409,
  "booking.is.rejected": 409,
  "booking.is.expired": 409,
  "product.stale": 409,
  "review.stale": 409,
  "business.stale": 409,
  "body.large": 413,
  "picture.large": 413,
  "contact.throttled": 429,
  "caller.throttled": 429,
  "caller.limit": 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatuses;

/**
 * What a function refuses with; `internal` is left to what it did not expect, and `unavailable` to what
 * can't be done at the moment.
 */
export type Refusal = Exclude<ErrorCode, "internal" | "unavailable">;

/** After how many seconds a refused request may be sent again, for the header Retry-After. */
export const retryAfterSeconds: { readonly [Code in ErrorCode]?: number } = {
  busy: 1,
  conflict: 1,
  "contact.throttled": 3600,
  "caller.throttled": 600,
  "caller.limit": 3600,
  unavailable: 2,
};

/** What the gateway or the edge refuses by itself, before a function runs. */
export const gatewayStatuses = {
  /** Whatever has no code of its own; the gateway decides the status. */
  refused: 400,
  "edge.only": 403,
  "access.denied": 403,
  throttled: 429,
  "quota.exceeded": 429,
  "media.unsupported": 415,
  timeout: 504,
} as const;
export type GatewayCode = keyof typeof gatewayStatuses | ErrorCode;
