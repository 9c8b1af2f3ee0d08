import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { Business } from "../../../contract/business";
import type { CountedAs } from "../../../contract/operations/counted";
import { dateIn } from "../../../contract/rules/calendar";
import { chooseLanguage } from "../../../contract/wording/language";
import { type Clock, systemClock } from "../clock";
import { setting } from "../environment";
import { log } from "../log";
import { lowerCaseHeaders, viewerAddress } from "../parse-request";
import { errorResponse } from "../responses";
import {
  type CallerCounts,
  type CallerLimits,
  callerCounts,
  type PublicWrite,
} from "./caller-counts";

type Handler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** How long a write waits for its count: a count takes milliseconds, or a second with a cold container's first connection. */
const longestMs = 1_000;

/**
 * Wraps the handler of a public write (see build/bundles.ts): counts its caller, and answers 429 once one
 * address has written as much as it may. What is refused does not count. Where the counting itself fails, the write goes on as if it had
 * not: a flood during an outage is a smaller harm than a shop that nobody can book.
 */
export function limitCallers(
  business: Business,
  as: CountedAs,
  handler: Handler,
  counts: CallerCounts = callerCounts(),
  clock: Clock = systemClock,
  limits: CallerLimits = {
    perTenMinutes: Number(setting("WRITES_PER_TEN_MINUTES")),
    perDay: Number(setting("WRITES_PER_DAY")),
  },
): Handler {
  const uncounted = (error: unknown): undefined => {
    log.error({ event: "caller.uncounted", as }, error);
  };

  return async (event) => {
    const address = viewerAddress(event);
    // Without one it came past the edge, with the key: no visitor sent it.
    if (address === "") return handler(event);
    const now = clock();
    const write: PublicWrite = { as, address, date: dateIn(business.timeZone, now), now };
    const result = await counts
      .count(write, limits, AbortSignal.timeout(longestMs))
      .catch(uncounted);
    if (result === undefined) return handler(event);
    if (result === "counted") {
      const reply = await handler(event);
      // Nothing was written, so worthless requests use up nothing of what many may share.
      if (reply.statusCode >= 400 && reply.statusCode < 500) {
        await counts.release(write, AbortSignal.timeout(longestMs)).catch(uncounted);
      }
      return reply;
    }
    log.warn({ event: result, as });
    const headers = lowerCaseHeaders(event.headers);
    const language = chooseLanguage(business, headers["accept-language"]);
    return errorResponse(business, language, result);
  };
}
