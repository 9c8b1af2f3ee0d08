import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { languages } from "../../contract/business";
import { errorMessages } from "../../contract/wording/errors";
import { chooseLanguage } from "../../contract/wording/language";
import { log } from "../runtime/log";
import { isOutage } from "../runtime/outage";
import { lowerCaseHeaders } from "../runtime/parse-request";
import { errorReply } from "../runtime/responses";

/** What an operation answers while no business document could be read, in a language that the site can have. */
export function answerUnread(event: APIGatewayProxyEvent, error: unknown): APIGatewayProxyResult {
  log.error({ event: "business.unread" }, error);
  const code = isOutage(error) ? "unavailable" : "internal";
  const wish = lowerCaseHeaders(event.headers)["accept-language"];
  const language = chooseLanguage({ languages: [...languages] }, wish);
  return errorReply({ code, error: errorMessages[code][language] });
}
