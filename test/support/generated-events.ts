import type { APIGatewayProxyEvent } from "aws-lambda";
import * as fc from "fast-check";
import { type Operation, pathParameters } from "../../contract/operations/operation";
import { adminClaims, apiEvent } from "./events";
import { bodyText, hostileText, queryTexts } from "./inputs";

/** Ids that tests may give to what is there; 1 and 2 are asked for most. */
export const knownId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

/** The Idempotency-Key of a request that booked the first id. */
export const knownKey = "00000000-0000-4000-8000-0000000000ff";

/** Mostly an id that is there. */
/** A part of a path: a version's number, or an id. */
const partOf = (name: string) =>
  name === "businessVersion" ? fc.oneof(fc.constantFrom("1", "1", "2"), pathId) : pathId;

const pathId = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(knownId(1), knownId(1), knownId(2), knownId(2)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 7 }).map(knownId) },
  { weight: 1, arbitrary: hostileText },
);

const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 9 });
const seldom = fc.option(hostileText, { nil: undefined, freq: 20 });

/** Headers as a visitor and the edge set them; undefined ones are left out. */
const headers = fc.record({
  "X-Manage-Token": fc.oneof(
    { weight: 9, arbitrary: fc.constant("secret-token") },
    { weight: 1, arbitrary: hostileText },
  ),
  "Idempotency-Key": fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(undefined, "f1b8c2d4e6", "a-key_of-mine-0123", knownKey),
    },
    { weight: 1, arbitrary: hostileText },
  ),
  "Accept-Language": seldom,
  "X-Site-Origin": seldom,
  "X-Viewer-Address": seldom,
  "User-Agent": seldom,
});

/** What the authorizer says; the gateway lets nobody in without claims, the function must not either. */
const claims = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Record<string, unknown> | null>(adminClaims) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[null, {}, { sub: "visitor" }, { sub: 7, "cognito:groups": ["admins"] }],
      ...[
        { sub: "x", "cognito:groups": "admin" },
        { sub: "x", "cognito:groups": "[admins staff]" },
      ],
    ),
  },
);

/** Ways in which an event of the gateway can be odd. */
const oddities: Record<string, (event: Record<string, unknown>) => void> = {
  "no maps": (event) => {
    for (const name of ["headers", "multiValueHeaders", "pathParameters"]) event[name] = null;
    event.queryStringParameters = null;
  },
  "left out": (event) => {
    for (const name of ["multiValueHeaders", "queryStringParameters", "pathParameters", "body"]) {
      delete event[name];
    }
  },
  base64: (event) => {
    event.body = Buffer.from(String(event.body)).toString("base64");
    event.isBase64Encoded = true;
  },
  "many values": (event) => {
    const query = event.queryStringParameters as Record<string, string> | null;
    event.multiValueQueryStringParameters = Object.fromEntries(
      Object.entries(query ?? {}).map(([name, value]) => [name, [value, "again"]]),
    );
    event.multiValueHeaders = { "X-Manage-Token": ["one", "two"], Cookie: ["a=1", "b=2"] };
  },
  "undefined values": (event) => {
    event.headers = { ...(event.headers as object), "X-Nothing": undefined };
    event.pathParameters = { ...(event.pathParameters as object), other: undefined };
  },
};

/** Events of an operation, of which a good part is right in everything. */
export function eventOf(row: Operation): fc.Arbitrary<APIGatewayProxyEvent> {
  return fc
    .record({
      body: row.body ? bodyText(row.body) : fc.constantFrom<string | null>(null, null, "{}", "\0"),
      query: row.query
        ? queryTexts(row.query)
        : fc.constantFrom<Record<string, string> | null>(null, {}, { __proto: "1" }),
      path: fc.record(
        Object.fromEntries(pathParameters(row.path).map((name) => [name, partOf(name)])),
      ),
      headers,
      claims,
      oddity: rarely(fc.constantFrom(...Object.keys(oddities))),
    })
    .map(({ body, query, path, headers: sent, claims: given, oddity }) => {
      const event = apiEvent({
        path,
        query: query ?? {},
        headers: Object.fromEntries(
          Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
        ...(given && { claims: given as Record<string, string> }),
      });
      const made = { ...event, body, queryStringParameters: query };
      if (oddity) oddities[oddity]?.(made as unknown as Record<string, unknown>);
      return made;
    });
}
