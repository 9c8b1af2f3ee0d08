import type { SNSEvent } from "aws-lambda";
import { type Clock, systemClock } from "../../runtime/clock";
import { setting } from "../../runtime/environment";
import { log } from "../../runtime/log";
import { readMailEvent } from "./mail-event";
import { type DeliveryReports, messageResults } from "./message-results";

/**
 * Fed by SES's events: keeps on the booking what became of a mail after it was sent. An event that can
 * never be read is logged and dropped; a failure that may pass throws, so that Lambda tries again.
 */
export function recordMailResult(
  reports: DeliveryReports = messageResults(),
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
      const report = readMailEvent(record?.Sns?.Message, configurationSet);
      if (typeof report === "string") {
        log.warn({ event: "mail.result-dropped", reason: report });
        continue;
      }
      const { bookingId, mail, ...result } = report;
      const isNew = await reports.record(bookingId, mail, { ...result, at: clock() });
      const { status } = result;
      const outcome = isNew ? `mail.${status}` : "mail.result-ignored";
      log.info({ event: outcome, bookingId, mail, status });
    }
  };
}
