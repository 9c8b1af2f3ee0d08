import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { createBooking } from "../../contract/operations";
import { staffFor } from "../../contract/rules/visit";
import { ownProblems } from "../check-form";
import { call } from "../client";
import { errorText } from "../error-text";
import { useSite } from "../site";
import {
  type Attempt,
  attemptFor,
  clearDraft,
  type Draft,
  emptyDraft,
  loadDraft,
  requestedServices,
  saveDraft,
} from "./draft";
import { fieldOrder, type Problems, toRequest } from "./request";

/** Why the visit is not booked yet. */
export type Setback =
  | { readonly kind: "problems" }
  | { readonly kind: "taken"; readonly time: string }
  | { readonly kind: "retry"; readonly why: string };

/** A booked visit, as the confirmation shows it. */
export interface Booked {
  readonly draft: Draft;
  readonly bookingId: string;
  readonly message: string;
  readonly manageUrl: string;
}

/** The state of the booking form and what a visitor can do with it. */
export function useBooking() {
  const site = useSite();
  const { business, language } = site;
  const [draft, setDraft] = useState(emptyDraft);
  const [restored, setRestored] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [setback, setSetback] = useState<Setback>();
  const [busy, setBusy] = useState(false);
  const [booked, setBooked] = useState<Booked>();
  const [refused, setRefused] = useState<readonly { staff: string; moment: string }[]>([]);
  const attempt = useRef<Attempt | undefined>(undefined);

  useEffect(() => {
    const saved = loadDraft(business);
    const requested = requestedServices(business, location.search);
    const found = { ...emptyDraft, ...saved?.draft };
    attempt.current = saved?.attempt;
    const start = requested.length > 0 ? { ...found, services: requested } : found;
    setDraft(start);
    setRestored(true);
    if (requested.length > 0) {
      // Otherwise a reload would undo what was changed since.
      saveDraft({ draft: start, attempt: attempt.current });
      history.replaceState(null, "", location.pathname);
    }
  }, []);

  // Before the next paint, so that a reload right after a keystroke loses nothing.
  useLayoutEffect(() => {
    if (restored && !booked) saveDraft({ draft, attempt: attempt.current });
  }, [draft, restored, booked]);

  const change = (part: Partial<Draft>) => {
    setDraft((last) => {
      const next = { ...last, ...part };
      const possible =
        next.staff === "" || staffFor(business, next.services).some(({ id }) => id === next.staff);
      return possible ? next : { ...next, staff: "" };
    });
    setProblems((last) => {
      const left: Record<string, string | undefined> = { ...last };
      for (const field of Object.keys(part)) delete left[field === "services" ? "service" : field];
      return left;
    });
  };

  /** Checks one field when the visitor leaves it; an empty one can wait. */
  const check = (field: "name" | "phone" | "email" | "note") => {
    if (draft[field].trim() === "") return;
    const result = toRequest(site, draft);
    const problem = result.ok ? undefined : result.problems[field];
    if (problem) setProblems((last) => ({ ...last, [field]: problem }));
  };

  const submit = async () => {
    if (busy) return;
    const request = toRequest(site, draft);
    if (!request.ok) {
      setProblems(request.problems);
      setSetback({ kind: "problems" });
      return;
    }
    setBusy(true);
    setProblems({});
    setSetback(undefined);
    attempt.current = attemptFor(JSON.stringify(request.body), attempt.current);
    saveDraft({ draft, attempt: attempt.current });
    const result = await call(createBooking, {
      body: request.body,
      headers: { "Idempotency-Key": attempt.current.key },
    });
    setBusy(false);
    if (result.ok) {
      clearDraft();
      setBooked({ draft, ...result.reply });
      return;
    }
    const isUnknown = result.status === 0 || result.status === 429 || result.status >= 500;
    // Only a request that may have been booked all the same is sent again under the same key.
    if (!isUnknown) attempt.current = undefined;
    if (result.code === "taken") {
      setRefused((last) => [
        ...last,
        { staff: draft.staff, moment: `${draft.date} ${draft.time}` },
      ]);
      setDraft((last) => ({ ...last, time: "" }));
      setSetback({ kind: "taken", time: draft.time });
      return;
    }
    const fields = ownProblems(fieldOrder, result.fields);
    if (Object.keys(fields).length > 0) {
      setProblems(fields);
      setSetback({ kind: "problems" });
      return;
    }
    setSetback({ kind: "retry", why: errorText(language, result) });
  };

  const again = () => {
    attempt.current = undefined;
    setRefused([]);
    setSetback(undefined);
    setDraft((last) => ({ ...emptyDraft, name: last.name, phone: last.phone, email: last.email }));
    setBooked(undefined);
  };

  const taken = refused.filter(({ staff }) => staff === draft.staff).map(({ moment }) => moment);
  return {
    draft,
    restored,
    problems,
    setback,
    busy,
    booked,
    taken,
    reloads: refused.length,
    change,
    check,
    submit,
    again,
  };
}

export type Booking = ReturnType<typeof useBooking>;
