import type { Business, Language } from "../../../contract/business";
import type { Problem } from "../../../contract/business/problem";
import { problemsOf } from "../../../contract/business/problems";
import * as operations from "../../../contract/operations";
import type { VisitsOutsideReply } from "../../../contract/schemas/business";
import { businessWords } from "../../../contract/wording/business";
import { type BookingLists, bookingLists } from "../../bookings/lists";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, refuseInWords, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type BusinessStore, businessStore } from "../store";
import { visitsOutside } from "../visits-outside";
import { businessReply } from "./business-reply";

/**
 * PUT /admin/business: saves the document, unless somebody changed it since it was read, and lists the coming
 * visits that it leaves outside. A dry run only checks and lists.
 */
export function replaceBusiness(
  business: Business,
  store: BusinessStore = businessStore(),
  clock: Clock = systemClock,
  lists: Pick<BookingLists, "onDays"> = bookingLists(),
) {
  return serve(business, operations.replaceBusiness, async ({ body, headers, admin, language }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const problems = [
      ...problemsOf(body.business, language),
      ...languageProblems(business, body.business, language),
    ];
    if (problems.length > 0) return refuseInWords("invalid", sentencesOf(problems));
    const wanted = body.business as unknown as Business;
    const version = body.version + 1;
    if (body.dryRun) {
      const current = await store.current();
      if (current?.version !== body.version) return refuse("business.stale");
      const planned = { business: wanted, version };
      const outside = await visitsOutside(lists, planned, current.business, clock());
      return ok({ ...businessReply(current), outside });
    }
    const result = await store.save(
      { version, savedAt: clock(), savedBy: admin, business: wanted },
      named.key && bodyHashOf([named.key, body]),
    );
    if (!result.ok) return refuse("business.stale");
    log.info({ event: "business.saved", version: result.saved.version });
    return ok({
      ...businessReply(result.saved),
      ...(await listed(() => visitsOutside(lists, result.saved, business, clock()))),
    });
  });
}

/** The document is saved, so what fails from here on is left for GET …/visits-outside to answer. */
async function listed(list: () => Promise<VisitsOutsideReply>) {
  try {
    return { outside: await list() };
  } catch (error) {
    log.error({ event: "business.visits-unlisted" }, error);
    return {};
  }
}

/** The addresses of pages are made by a deployment, in the languages of the document that was there then. */
function languageProblems(
  { languages }: Business,
  saved: Readonly<Record<string, unknown>>,
  language: Language,
): Problem[] {
  if (JSON.stringify(saved.languages) === JSON.stringify(languages)) return [];
  return [{ path: "languages", message: businessWords[language].languagesStay(languages) }];
}

/** Each place with what is wrong there; a document that is none has no places. */
function sentencesOf(problems: readonly Problem[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ path, message }) => [path || "business", message]));
}
