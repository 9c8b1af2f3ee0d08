import type { Business, Language } from "../../../../contract/business";
import { dateIn, timeIn } from "../../../../contract/rules/calendar";
import { clockText, longDate } from "../../../../contract/rules/dates";
import type { Booking } from "../../booking";
import { mailWords } from "./wording";

/** A moment in business time, in words: "Monday 23 November 2026 at 10:00". */
export function momentWords(business: Business, moment: string, language: Language): string {
  const date = longDate(dateIn(business.timeZone, moment), language);
  return mailWords[language].moment(date, clockText(timeIn(business.timeZone, moment), language));
}

/** One line of the details, as content.ts shows them. */
interface RemovedRow {
  readonly label: string;
  readonly value: string;
  readonly isOver?: boolean;
}

/** The visits that were removed together, where one message tells of several; undefined where it is of one. */
export function removedVisits(
  business: Business,
  { removal, sequence, locale }: Booking,
):
  | { readonly firstAt: string; readonly firstDate: string; readonly rows: readonly RemovedRow[] }
  | undefined {
  const { visits = [], count = 0 } = removal?.sequence === sequence ? removal : {};
  const [firstAt] = visits;
  if (firstAt === undefined || count < 2) return undefined;
  const words = mailWords[locale];
  return {
    firstAt,
    firstDate: dateIn(business.timeZone, firstAt),
    rows: [
      ...visits.map((startsAt, index) => ({
        label: words.visit(index + 1),
        value: momentWords(business, startsAt, locale),
        isOver: true,
      })),
      ...(count > visits.length
        ? [{ label: words.others, value: words.more(count - visits.length) }]
        : []),
    ],
  };
}
