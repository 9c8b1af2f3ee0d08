import type { GatewayCode } from "../../errors/codes";
import { errorMeanings } from "../../errors/meanings";
import { errorsByStatus } from "../../errors/of-operation";
import { codeStatuses } from "../../errors/statuses";
import type { Operation } from "../../operations/operation";
import type { Response } from "../document";
import type { Model } from "../model";
import { reference } from "../names";

/** Statuses that tell when to come back. */
const temporary = [429, 503];

/** The headers that more than one operation answers. */
export const responseHeaders = {
  "Retry-After": {
    description: "In how many seconds to try again.",
    schema: { type: "integer", minimum: 1 },
    example: 1,
  },
  "No-Store": {
    description: "Nothing keeps this reply.",
    schema: { type: "string", enum: ["no-store"] },
  },
} as const;

/** One example of an error for each code, under its name. */
export const errorExamples: Readonly<Record<string, Model>> = Object.fromEntries(
  Object.entries(errorMeanings).map(([code, { meaning }]) => [
    code,
    { summary: meaning, value: { code, error: meaning } },
  ]),
);

/** Every error of an operation by its status, with the codes that it can have. */
export function errorResponses(operation: Operation): Record<string, Response> {
  return Object.fromEntries(
    [...errorsByStatus(operation)].map(([status, codes]) => [status, errorResponse(status, codes)]),
  );
}

function errorResponse(status: number, codes: readonly GatewayCode[]): Response {
  const oneOfThem = { type: "object", properties: { code: { type: "string", enum: codes } } };
  return {
    description: codes.map((code) => `\`${code}\`: ${errorMeanings[code].meaning}`).join("\n\n"),
    ...(temporary.includes(status) && {
      headers: { "Retry-After": { $ref: "#/components/headers/Retry-After" } },
    }),
    content: {
      "application/json": {
        schema: { allOf: [reference("Error"), oneOfThem] },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
    "x-codes": codes,
  };
}

/** How long a reply may be kept, as its header says it. */
export function cacheHeader({ cacheSeconds }: Operation): Model {
  return cacheSeconds
    ? {
        description: `The edge keeps the reply for ${cacheSeconds} s; browsers ask again.`,
        schema: { type: "string", enum: [`public, max-age=0, s-maxage=${cacheSeconds}`] },
      }
    : { $ref: "#/components/headers/No-Store" };
}

/** Every code with its status, meaning and source, by status and then as listed. */
export const codeList = (Object.keys(codeStatuses) as GatewayCode[])
  .map((code) => ({ code, status: codeStatuses[code], ...errorMeanings[code] }))
  .sort((one, other) => one.status - other.status);
