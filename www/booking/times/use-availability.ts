import { useCallback, useEffect, useState } from "preact/hooks";
import { getAvailability } from "../../../contract/operations";
import type { AvailabilityReply } from "../../../contract/schemas/bookings";
import { call, type Failure } from "../../client";
import type { Week } from "./weeks";

/** The free times of one week, as far as they are known. */
export type Availability =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: Failure }
  | { readonly state: "loaded"; readonly reply: AvailabilityReply };

const loading = { state: "loading" } as const;

/** Loads the free times for a visit, again whenever the question changes or `reload` is called. */
export function useAvailability(
  services: readonly string[],
  staff: string,
  week: Week,
): { availability: Availability; reload: () => void } {
  const [round, setRound] = useState(0);
  const service = services.join(",");
  const question = [service, staff, week.from, week.days, round].join(" ");
  const [answer, setAnswer] = useState<{ to: string; availability: Availability }>();

  useEffect(() => {
    if (service === "") return;
    const abort = new AbortController();
    call(getAvailability, {
      query: { date: week.from, days: String(week.days), service, staff: staff || undefined },
      signal: abort.signal,
    }).then((result) => {
      if (abort.signal.aborted) return;
      const availability: Availability = result.ok
        ? { state: "loaded", reply: result.reply }
        : { state: "failed", why: result };
      setAnswer({ to: question, availability });
    });
    return () => abort.abort();
  }, [question]);

  return {
    // The answer to an earlier question would offer the wrong times.
    availability: answer?.to === question ? answer.availability : loading,
    reload: useCallback(() => setRound((last) => last + 1), []),
  };
}
