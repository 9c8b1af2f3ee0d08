import { useEffect, useState } from "preact/hooks";
import { listFeedback } from "../../contract/operations";
import { call, type Failure } from "../client";
import type { ShownReview } from "./review-card";

/** The latest reviews, as far as they are loaded. */
export type Reviews =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: Failure }
  | {
      readonly state: "loaded";
      readonly reviews: readonly ShownReview[];
      /** Where the next page starts; absent when everything is shown. */
      readonly lastKey?: string;
      /** Whether the next page is loading. */
      readonly more: "idle" | "busy" | "failed";
    };

/** Loads the latest reviews page by page; the visitor's own new ones appear first at once. */
export function useReviews() {
  const [found, setFound] = useState<Reviews>({ state: "loading" });
  const [own, setOwn] = useState<readonly ShownReview[]>([]);
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setFound({ state: "loading" });
    call(listFeedback, { query: {}, signal: abort.signal }).then((result) => {
      if (abort.signal.aborted) return;
      setFound(
        result.ok
          ? {
              state: "loaded",
              reviews: result.reply.feedback,
              lastKey: result.reply.lastKey,
              more: "idle",
            }
          : { state: "failed", why: result },
      );
    });
    return () => abort.abort();
  }, [round]);

  const loadMore = async () => {
    if (found.state !== "loaded" || found.more === "busy") return;
    const { reviews, lastKey } = found;
    setFound({ ...found, more: "busy" });
    const result = await call(listFeedback, { query: { lastKey } });
    setFound(
      result.ok
        ? {
            state: "loaded",
            reviews: withoutTwins([...reviews, ...result.reply.feedback]),
            lastKey: result.reply.lastKey,
            more: "idle",
          }
        : { ...found, more: "failed" },
    );
  };

  return {
    found: found.state === "loaded" ? merged(found, own) : found,
    loadMore,
    reload: () => setRound((last) => last + 1),
    add: (review: ShownReview) => setOwn((last) => [review, ...last]),
  };
}

function merged(
  found: Extract<Reviews, { state: "loaded" }>,
  own: readonly ShownReview[],
): Reviews {
  return { ...found, reviews: withoutTwins([...own, ...found.reviews]) };
}

/** Each review once, at its first position. */
export function withoutTwins(reviews: readonly ShownReview[]): readonly ShownReview[] {
  const known = new Map<string, ShownReview>();
  for (const review of reviews)
    if (!known.has(review.feedbackId)) known.set(review.feedbackId, review);
  return [...known.values()];
}
