import type { SNSEvent } from "aws-lambda";
import type { Business } from "../../../contract/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { log } from "../../runtime/log";
import { readMailEvent } from "./mail-event";
import { type MailNews, mailResults } from "./mail-results";

/**
 * Fed by SES's events: keeps on the booking what became of a mail after it was sent. What nobody could
 * ever read is logged and dropped; what fails for now throws, so that Lambda tries again.
 */
export function recordMailResult(
  _business: Business,
  results: MailNews = mailResults(),
  configurationSet: string = setting("MAIL_CONFIGURATION_SET"),
  clock: Clock = systemClock,
) {
  return async (event: SNSEvent): Promise<void> => {
    const records: unknown = event?.Records;
    if (!Array.isArray(records)) {
      log.warn({ event: "mail.result-dropped", reason: "malformed" });
      return;
    }
    for (const record of records) {
      const news = readMailEvent(record?.Sns?.Message, configurationSet);
      if (typeof news === "string") {
        log.warn({ event: "mail.result-dropped", reason: news });
        continue;
      }
      const { bookingId, mail, ...result } = news;
      const kept = await results.record(bookingId, mail, { ...result, at: clock() });
      const { status } = result;
      log.info({ event: kept ? `mail.${status}` : "mail.result-ignored", bookingId, mail, status });
    }
  };
}
