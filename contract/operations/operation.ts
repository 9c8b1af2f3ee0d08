import type { GenericSchema } from "valibot";
import type { Refusal } from "../errors/codes";
import type { mediaFolder, uploadFolder } from "../rules/pictures";

/**
 * Who may call an operation.
 * - `public`: anybody.
 * - `edge`: anybody on the site; the gateway wants the key that only CloudFront adds.
 * - `manage`: who holds the secret link of one booking (header `X-Manage-Token`); a write wants
 *   the edge key too.
 * - `admin`: who is signed in and in the group `admins`.
 */
export type Access = "public" | "edge" | "manage" | "admin";

/** Which usage plan a write by the public belongs to: what visitors leave behind must not use up the bookings'. */
export type Plan = "bookings" | "visits";

/** The tables of `DataStore`, by the names that routes and environment variables use. */
export const tables = [
  "bookings",
  "slots",
  "products",
  "feedback",
  "analytics",
  "users",
  "visits",
  "business",
] as const;
export type TableName = (typeof tables)[number];

/** What a function may do to a table: DynamoDB's own action names, without the service prefix. */
export type TableAction =
  | "BatchGetItem"
  | "ConditionCheckItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "UpdateItem";

/** The exact table access of one function; an index is named `table/index`. */
export type Touches = {
  readonly [T in TableName | `${TableName}/${string}`]?: readonly TableAction[];
};

/** The folders of the bucket with the business's pictures. */
export type PictureFolder = typeof uploadFolder | typeof mediaFolder;

/** The exact access of one function to the pictures: S3's own action names, without the service prefix. */
export type Pictures = {
  readonly [Folder in PictureFolder]?: readonly ("GetObject" | "PutObject")[];
};

/** What every function says about itself, whether a request or a stream calls it. */
export interface FunctionSpec {
  /** Module below `handlers/`; it exports a factory named like the file in camel case. */
  readonly handler: string;
  readonly touches: Touches;
  readonly pictures?: Pictures;
  /** Whether it works without knowing the business. Default no: see withBusiness in reads-business.ts. */
  readonly isAnybodys?: boolean;
  /** Stage settings (see `settings` in environment.ts) that it reads. */
  readonly settings?: readonly Setting[];
  /** Default 256. */
  readonly memoryMb?: number;
  /** Default 10 for operations and 30 for stream functions. */
  readonly timeoutSeconds?: number;
}

/** A stage setting that a function gets as an environment variable of the same name. */
export type Setting =
  | "AUTO_CONFIRM"
  | "FAILURE_QUEUE"
  | "FEEDBACK_EMAIL_DAYS"
  | "HAS_SMS"
  | "MAIL_CONFIGURATION_SET"
  | "MAIL_FROM"
  | "PICTURE_BUCKET"
  | "PICTURE_UPLOADS"
  | "SMS_MONTHLY_CAP"
  | "VISIT_SHARDS"
  | "WRITES_PER_DAY"
  | "WRITES_PER_TEN_MINUTES";

/** One row of the contract. */
export interface Operation extends FunctionSpec {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: `/${string}`;
  readonly access: Access;
  /** Default `bookings`; one for all operations of a path, since the edge picks the key by the path. */
  readonly plan?: Plan;
  /** One sentence for the reference page. */
  readonly summary: string;
  readonly query?: GenericSchema<Record<string, unknown>>;
  readonly body?: GenericSchema;
  /** Default 16 KB (see rules/body-limit.ts). */
  readonly maxBodyBytes?: number;
  /** Request headers that the operation understands, with what each is for. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: 200 | 201 | 204;
  readonly reply: GenericSchema;
  /** What it refuses with, beyond what its access, query and body imply (see errors/of-operation.ts). */
  readonly errors?: readonly Refusal[];
  /** Default `application/json`. */
  readonly contentType?: "application/json" | "text/calendar";
  /** How long CloudFront may keep a reply; absent means never. */
  readonly cacheSeconds?: number;
}

/** The header of what is not to be done twice, nor refused to one copy and done by the next. */
export const idempotencyHeader = {
  "Idempotency-Key":
    "Makes the request safe to repeat: 8 to 64 letters, digits, hyphens or underscores.",
} as const;

/** What the function of a row may refuse with: what the row lists, and what the rest of it implies. */
export type RefusalOf<Row extends Operation> =
  | (Row extends { readonly errors: readonly (infer Code extends Refusal)[] } ? Code : never)
  | (Row extends { readonly body: GenericSchema } | { readonly query: GenericSchema }
      ? "invalid"
      : never)
  | (Row extends { readonly access: "manage" } ? "manage.missing" | "manage.wrong" : never);

/** True where the gateway wants the key that CloudFront adds: every write by the public. */
export function wantsEdgeKey(operation: Pick<Operation, "access" | "method">): boolean {
  return (
    operation.access === "edge" || (operation.access === "manage" && operation.method !== "GET")
  );
}

/** The names between braces in a path: "/booking/{bookingId}" has ["bookingId"]. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}
