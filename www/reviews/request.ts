import { type FeedbackRequest, feedbackRequestSchema } from "../../contract/schemas/feedback";
import { checkForm, ownProblems } from "../check-form";
import { readManageLink } from "../manage/link";
import type { SiteContext } from "../site";

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

/** Turns what was typed into a request, or says what is wrong. */
export function toReview(
  site: SiteContext,
  draft: ReviewDraft,
  bookingToken: string | undefined,
): { ok: true; body: FeedbackRequest } | { ok: false; problems: ReviewProblems } {
  const { email, ...rest } = draft;
  const input = {
    ...rest,
    ...(email.trim() !== "" && { email }),
    ...(bookingToken && { bookingToken }),
  };
  const checked = checkForm(site, feedbackRequestSchema, input);
  return checked.ok
    ? { ok: true, body: checked.request }
    : { ok: false, problems: ownProblems(reviewFields, checked.problems) };
}

/** The proof of a visit that an address like /reviews#<bookingId>.<secret> carries. */
export function bookingTokenFrom(hash: string): string | undefined {
  const link = readManageLink(hash);
  return link && `${link.bookingId}.${link.token}`;
}
