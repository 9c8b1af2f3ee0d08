import type { CloudFrontFunctionsEvent } from "aws-lambda";
import type { GatewayCode } from "../../../contract/errors/codes";

/** What CloudFront hands a function. */
export type EdgeEvent = CloudFrontFunctionsEvent;

/** A request as a function reads and changes it. */
export type EdgeRequest = EdgeEvent["request"];

/** A response that a function makes itself, so that the origin is never asked. */
export interface EdgeReply {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: { readonly encoding: "text"; readonly data: string };
}

/** A refusal in the shape of the API's own errors; never cached. */
export function refusal(
  statusCode: number,
  statusDescription: string,
  code: GatewayCode,
  error: string,
): EdgeReply {
  return {
    statusCode: statusCode,
    statusDescription: statusDescription,
    headers: {
      "content-type": { value: "application/json" },
      "cache-control": { value: "no-store" },
    },
    body: { encoding: "text", data: JSON.stringify({ code: code, error: error }) },
  };
}

/** The value of a header; empty where the request has none. */
export function headerOf(request: EdgeRequest, name: string): string {
  return request.headers[name]?.value ?? "";
}
