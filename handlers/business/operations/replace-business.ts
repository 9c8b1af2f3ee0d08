import type { Business, Language } from "../../../contract/business";
import type { Problem } from "../../../contract/business/cross-checks";
import { problemsOf } from "../../../contract/business/problems";
import * as operations from "../../../contract/operations";
import { businessWords } from "../../../contract/wording/business";
import { type Clock, systemClock } from "../../runtime/clock";
import { ok, refuse, refuseInWords, serve } from "../../runtime/http";
import { bodyHashOf, idempotencyKey } from "../../runtime/idempotency";
import { log } from "../../runtime/log";
import { type BusinessStore, businessStore } from "../store";
import { businessReply } from "./business-reply";

/** PUT /admin/business: saves the document, unless somebody changed it since it was read. */
export function replaceBusiness(
  business: Business,
  store: BusinessStore = businessStore(),
  clock: Clock = systemClock,
) {
  return serve(business, operations.replaceBusiness, async ({ body, headers, admin, language }) => {
    const named = idempotencyKey(headers);
    if (!named.ok) return named;
    const problems = [
      ...problemsOf(body.business, language),
      ...languageProblems(business, body.business, language),
    ];
    if (problems.length > 0) return refuseInWords("invalid", sentencesOf(problems));
    const result = await store.save(
      {
        version: body.version + 1,
        savedAt: clock(),
        savedBy: admin,
        business: body.business as unknown as Business,
      },
      named.key && bodyHashOf([named.key, body]),
    );
    if (!result.ok) return refuse("business.stale");
    log.info({ event: "business.saved", version: result.saved.version });
    return ok(businessReply(result.saved));
  });
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
