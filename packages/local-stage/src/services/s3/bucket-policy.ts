import { namesService } from "../iam/iam";
import { matchesText } from "../iam/wildcard";

/** Who asks for what: an object or a listing. */
export interface BucketRequest {
  readonly action: "s3:GetObject" | "s3:ListBucket";
  readonly resource: string;
  /** The distribution that CloudFront asks for; absent for somebody whom nobody knows. */
  readonly sourceArn?: string;
}

type OneOrMany<T> = T | readonly T[];

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Record<string, OneOrMany<string>>;
  readonly Action?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly Condition?: Record<string, Record<string, OneOrMany<unknown>>>;
}

const cloudFront = "cloudfront.amazonaws.com";

/**
 * Whether a bucket policy lets CloudFront, or anybody, do this. What it cannot evaluate counts against the
 * request: an Allow does not apply and a Deny does.
 */
export function allows(policy: unknown, request: BucketRequest): boolean {
  const statements = many((policy as { Statement?: OneOrMany<Statement> })?.Statement);
  const applying = (effect: Statement["Effect"]) =>
    statements.some(
      (statement) => statement.Effect === effect && covers(statement, request, effect === "Deny"),
    );
  return applying("Allow") && !applying("Deny");
}

function covers(statement: Statement, request: BucketRequest, unknown: boolean): boolean {
  if (Object.keys(statement).some((key) => key.startsWith("Not"))) return unknown;
  const action = request.action.toLowerCase();
  return (
    namesService(statement, request.sourceArn === undefined ? "" : cloudFront) &&
    many(statement.Action).some((pattern) => matchesText(pattern.toLowerCase(), action)) &&
    many(statement.Resource).some((pattern) => matchesText(pattern, request.resource)) &&
    conditionsHold(statement, request, unknown)
  );
}

function conditionsHold(
  { Condition = {} }: Statement,
  request: BucketRequest,
  unknown: boolean,
): boolean {
  const known = request.sourceArn === undefined ? ofAnybody : ofCloudFront(request.sourceArn);
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const actual = known[key.toLowerCase()];
      if (actual === undefined) return unknown;
      return holds(operator, actual, many(expected).map(String)) ?? unknown;
    }),
  );
}

/** A website is plain HTTP. */
const ofAnybody: Readonly<Record<string, string>> = { "aws:securetransport": "false" };

/** CloudFront signs its requests with the distribution as source, over TLS 1.2 or newer. */
function ofCloudFront(sourceArn: string): Readonly<Record<string, string>> {
  return {
    "aws:sourcearn": sourceArn,
    "aws:sourceaccount": sourceArn.split(":")[4] ?? "",
    "aws:securetransport": "true",
    "aws:principalisawsservice": "true",
    "s3:tlsversion": "1.3",
  };
}

function holds(operator: string, actual: string, expected: string[]): boolean | undefined {
  switch (operator.replace(/IfExists$/, "")) {
    case "StringEquals":
    case "Bool":
      return expected.includes(actual);
    case "ArnEquals":
    case "ArnLike":
    case "StringLike":
      return expected.some((pattern) => matchesText(pattern, actual));
    case "StringNotEquals":
      return !expected.includes(actual);
    case "ArnNotEquals":
    case "ArnNotLike":
    case "StringNotLike":
      return !expected.some((pattern) => matchesText(pattern, actual));
    case "NumericLessThan":
      return expected.some((limit) => Number(actual) < Number(limit));
    default:
      return undefined;
  }
}

function many<T>(value: OneOrMany<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
