import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { getAvailability } from "../../../contract/operations";
import type { AvailabilityReply } from "../../../contract/schemas/bookings";
import { type CallResult, call, type Failure } from "../../client";
import type { Slot } from "./days";
import type { Week } from "./weeks";

/** Days in a row. */
export type Days = Pick<Week, "from" | "days">;

/** Where the free times come from, and which of them are for this visitor. */
export interface Times {
  /** Changes with everything that makes `ask` answer differently. */
  readonly id: string;
  ask(days: Days, signal: AbortSignal): Promise<CallResult<AvailabilityReply>>;
  /** Changes with `isShown`. */
  readonly view?: string;
  isShown?(slot: Slot): boolean;
}

/** The free times of some days, as far as they are known. */
export type Availability =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: Failure }
  | { readonly state: "loaded"; readonly days: AvailabilityReply["days"] };

const loading = { state: "loading" } as const;

/** The times for a new visit; `staff` "" is anyone, and `options` "" are the standard ones. */
export function bookableTimes(service: string, options: string, staff: string): Times {
  return {
    id: `${service} ${options} ${staff}`,
    ask: ({ from, days }, signal) =>
      call(getAvailability, {
        query: {
          date: from,
          days: String(days),
          service,
          options: options || undefined,
          staff: staff || undefined,
        },
        signal,
      }),
  };
}

/** Loads the free times, again whenever the question changes or `reload` is called. */
export function useAvailability(
  times: Times,
  { from, days }: Days,
): { availability: Availability; reload: () => void } {
  const [round, setRound] = useState(0);
  const question = [times.id, from, days, round].join(" ");
  const [answer, setAnswer] = useState<{ to: string; availability: Availability }>();

  useEffect(() => {
    const abort = new AbortController();
    times.ask({ from, days }, abort.signal).then((result) => {
      if (abort.signal.aborted) return;
      const availability: Availability = result.ok
        ? { state: "loaded", days: result.reply.days }
        : { state: "failed", why: result };
      setAnswer({ to: question, availability });
    });
    return () => abort.abort();
  }, [question]);

  // The answer to an earlier question would offer the wrong times.
  const found = answer?.to === question ? answer.availability : loading;
  const availability = useMemo(() => shown(found, times), [found, times.view]);
  return { availability, reload: useCallback(() => setRound((last) => last + 1), []) };
}

function shown(found: Availability, { isShown }: Times): Availability {
  if (found.state !== "loaded" || !isShown) return found;
  return {
    ...found,
    days: found.days.map((day) => ({ ...day, slots: day.slots.filter(isShown) })),
  };
}
