import { useEffect, useState } from "preact/hooks";
import { createFeedback } from "../../contract/operations";
import { ownProblems } from "../check-form";
import { errorText } from "../error-text";
import { useSite } from "../site";
import { write } from "../write";
import {
  emptyReview,
  type ReviewDraft,
  type ReviewField,
  type ReviewProblems,
  reviewFields,
  toReview,
} from "./request";
import type { ShownReview } from "./review-card";
import { useProof } from "./use-proof";

/** Why the review is not sent yet. */
export type ReviewSetback =
  | { readonly kind: "problems" }
  | { readonly kind: "retry"; readonly why: string };

/** The state of the review form and what a visitor can do with it. */
export function useReviewForm(onSent: (review: ShownReview) => void) {
  const { t, ...site } = useSite();
  const [draft, setDraft] = useState(emptyReview);
  const proof = useProof();
  const { bookingToken } = proof;
  const [ready, setReady] = useState(false);
  const [problems, setProblems] = useState<ReviewProblems>({});
  const [setback, setSetback] = useState<ReviewSetback>();
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<"published" | "waiting">();

  useEffect(() => setReady(true), []);

  const change = (part: Partial<ReviewDraft>) => {
    setDraft((last) => ({ ...last, ...part }));
    setProblems((last) => {
      const left: Record<string, string | undefined> = { ...last };
      for (const field of Object.keys(part)) delete left[field];
      return left;
    });
  };

  /** Checks one field when the visitor leaves it; an empty one can wait. */
  const check = (field: Exclude<ReviewField, "rating">) => {
    if (draft[field].trim() === "") return;
    const result = toReview(site, draft, bookingToken);
    const problem = result.ok ? undefined : result.problems[field];
    if (problem) setProblems((last) => ({ ...last, [field]: problem }));
  };

  const submit = async () => {
    if (busy) return;
    const request = toReview(site, draft, bookingToken);
    if (!request.ok) {
      setProblems(request.problems);
      setSetback({ kind: "problems" });
      return;
    }
    setBusy(true);
    setProblems({});
    setSetback(undefined);
    const { body } = request;
    const result = await write(createFeedback, { body });
    setBusy(false);
    if (result.ok) {
      const { feedbackId, sentiment, createdAt, waiting } = result.reply;
      const { name, rating, message } = body;
      const verified = body.bookingToken !== undefined;
      onSent({ feedbackId, name, rating, message, sentiment, verified, createdAt, waiting });
      setSent(waiting ? "waiting" : "published");
      return;
    }
    const isReviewed = result.code === "booking.reviewed";
    if (result.fields.bookingToken || isReviewed) {
      proof.drop();
      const why = isReviewed ? t.reviews.reviewedBefore : t.reviews.linkWrong;
      setSetback({ kind: "retry", why });
      return;
    }
    const fields = ownProblems(reviewFields, result.fields);
    if (Object.keys(fields).length > 0) {
      setProblems(fields);
      setSetback({ kind: "problems" });
      return;
    }
    setSetback({ kind: "retry", why: errorText(site.language, result) });
  };

  const again = () => {
    setDraft((last) => ({ ...emptyReview, name: last.name, email: last.email }));
    // A visit has one review.
    proof.drop();
    setSent(undefined);
  };

  const verified = proof.isVerified;
  return { draft, verified, ready, problems, setback, busy, sent, change, check, submit, again };
}

export type ReviewForm = ReturnType<typeof useReviewForm>;
