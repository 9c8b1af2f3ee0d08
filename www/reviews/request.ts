import * as v from "valibot";
import type { Language } from "../../contract/business";
import { type FeedbackRequest, feedbackRequestSchema } from "../../contract/schemas/feedback";
import { translate } from "../../contract/wording/messages";
import { readManageLink } from "../manage/link";
import { typeset } from "../text";

/** What a visitor has written so far, as typed; 0 is no rating yet. */
export interface ReviewDraft {
  readonly rating: number;
  readonly name: string;
  readonly email: string;
  readonly message: string;
}

export const emptyReview: ReviewDraft = { rating: 0, name: "", email: "", message: "" };

/** The fields of the form, in the order in which they stand on the page. */
export const reviewFields = ["rating", "name", "email", "message"] as const;
export type ReviewField = (typeof reviewFields)[number];

/** What is wrong with a field, in the visitor's language. */
export type ReviewProblems = { readonly [F in ReviewField]?: string };

/** Turns what was typed into a request, or says what is wrong, by the API's own schema. */
export function toReview(
  draft: ReviewDraft,
  bookingToken: string | undefined,
  language: Language,
): { ok: true; body: FeedbackRequest } | { ok: false; problems: ReviewProblems } {
  const result = v.safeParse(feedbackRequestSchema, {
    ...draft,
    ...(bookingToken && { bookingToken }),
  });
  if (result.success) return { ok: true, body: result.output };
  const problems: Record<string, string> = {};
  for (const issue of result.issues) {
    problems[String(issue.path?.[0]?.key ?? "")] ??= translate(language, issue.message);
  }
  return { ok: false, problems: onlyReviewFields(problems) };
}

/** The problems that belong to a field of the form. */
export function onlyReviewFields(problems: Readonly<Record<string, string>>): ReviewProblems {
  return Object.fromEntries(
    reviewFields.flatMap((field) =>
      problems[field] ? [[field, typeset(problems[field] as string)]] : [],
    ),
  );
}

/** The proof of a visit that an address like /reviews#<bookingId>.<secret> carries. */
export function bookingTokenFrom(hash: string): string | undefined {
  const link = readManageLink(hash);
  return link && `${link.bookingId}.${link.token}`;
}
