import { useEffect, useRef, useState } from "preact/hooks";
import { getAnalytics } from "../../contract/operations";
import type { Analytics, Sentiment } from "../../contract/schemas/feedback";
import { call } from "../client";
import { type Floor, isCurrent, type Stars, withReview } from "./summary";

/** How often the figures are asked for again; CloudFront caches an answer as long. */
const everyMs = 60_000;
/** The edge's minute, plus time for the stream behind it. */
const catchUpMs = 3 * everyMs;

/** The figures of all reviews, asked for again every minute while somebody looks. */
export function useAnalytics() {
  const [analytics, setAnalytics] = useState<Analytics>();
  const [failed, setFailed] = useState(false);
  const floor = useRef<Floor | undefined>(undefined);

  useEffect(() => {
    const abort = new AbortController();
    let askedAt = 0;
    const ask = async () => {
      askedAt = Date.now();
      const result = await call(getAnalytics, { signal: abort.signal });
      if (abort.signal.aborted) return;
      setFailed(!result.ok);
      if (result.ok && isCurrent(result.reply, floor.current, Date.now())) {
        setAnalytics(result.reply);
      }
    };
    const askIfSeen = () => {
      if (!document.hidden && Date.now() - askedAt >= everyMs) ask();
    };
    ask();
    const timer = setInterval(askIfSeen, everyMs / 12);
    document.addEventListener("visibilitychange", askIfSeen);
    return () => {
      abort.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", askIfSeen);
    };
  }, []);

  /** Counts the visitor's own review at once. */
  const add = (rating: Stars, sentiment: Sentiment) => {
    setAnalytics((last) => {
      if (!last) return last;
      const next = withReview(last, rating, sentiment);
      floor.current = { total: next.totalFeedback, until: Date.now() + catchUpMs };
      return next;
    });
  };

  return { analytics, failed, add };
}
