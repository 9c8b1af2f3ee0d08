import { useLayoutEffect, useState } from "preact/hooks";
import { tellingOptions } from "../../contract/rules/options";
import { optionsText } from "../../contract/schemas/booking-fields";
import { isSameRequest } from "../device/attempts";
import { useSite } from "../site";
import { useRefusals } from "./attempt/use-refusals";
import { useSending } from "./attempt/use-sending";
import { personProblem } from "./combination";
import { clearDraft, type Draft, emptyDraft, loadDraft, requestedVisit, saveDraft } from "./draft";
import { type Problems, toRequest } from "./request";
import { choiceOf, pageTerms, type ToldTerms } from "./shown-terms";
import type { Mark } from "./times/marks";
import { startingDraft, type Typed } from "./typed";
import { showVisitAddress } from "./visit-address";

/** The state of the booking form and what a visitor can do with it. */
export function useBooking(typed: Typed) {
  const site = useSite();
  const { business } = site;
  const [draft, setDraft] = useState(emptyDraft);
  const [ready, setReady] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const [told, setTold] = useState<ToldTerms>();
  const refusals = useRefusals({ draft, setDraft, setProblems });
  const terms =
    told?.choice === choiceOf(business, draft) ? told.terms : pageTerms(business, draft);
  const sending = useSending({
    onBooked(body, { link }) {
      const request = toRequest(site, draft);
      // Another visit that was being written down meanwhile stays.
      if (request.ok && isSameRequest(request.body, body)) clearDraft();
      showVisitAddress(site, link);
    },
    onRefused(body, failure) {
      const { service, options = {}, staff = "", date, time } = body;
      const choice = choiceOf(business, {
        services: [service].flat(),
        options,
        staff,
        date,
        time,
      });
      if (failure.terms) setTold({ choice, terms: failure.terms });
      refusals.tell(body, failure);
    },
    // What was written since stays, too.
    onMissing: (earlier) => setDraft((last) => (last.name === "" ? earlier : last)),
  });
  const isBooked = sending.stage.kind === "booked";

  // In the same moment in which the page comes to life: what was ticked before must not blink.
  useLayoutEffect(() => {
    const requested = requestedVisit(business, location.search);
    const start = startingDraft(business, loadDraft(business), requested, typed);
    setDraft(start);
    setReady(true);
    if (requested.services.length > 0) {
      // Otherwise a reload would undo what was changed since.
      saveDraft(start);
      history.replaceState(null, "", location.pathname);
    }
  }, []);

  // Before the next paint, so that a reload right after a keystroke loses nothing.
  useLayoutEffect(() => {
    if (ready && !isBooked) saveDraft(draft);
  }, [draft, ready, isBooked]);

  const change = (part: Partial<Draft>) => {
    setDraft((last) => {
      const next = { ...last, ...part };
      const person = business.staff.find(({ id }) => id === next.staff);
      return person && personProblem(business, person, next.services, next.options)
        ? { ...next, staff: "" }
        : next;
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

  /** The time of a request that may have been booked is the visitor's own, and stays chosen. */
  const asked = sending.unsure?.body;
  const isAsked =
    asked !== undefined &&
    (asked.staff ?? "") === draft.staff &&
    optionsText(asked.options ?? {}) ===
      optionsText(tellingOptions(business, draft.services, draft.options)) &&
    [asked.service].flat().sort().join() === [...draft.services].sort().join();
  const marks: Mark[] = refusals.taken.map((moment) => ({ moment, kind: "taken" }));
  if (isAsked) marks.push({ moment: `${asked.date} ${asked.time}`, kind: "asked" });

  const submit = () => {
    const request = toRequest(site, draft);
    setProblems(request.ok ? {} : request.problems);
    refusals.setSetback(request.ok ? undefined : { kind: "problems" });
    if (request.ok) sending.book({ ...request.body, expected: terms });
  };

  const discard = () => {
    sending.discard();
    setDraft(emptyDraft);
    setProblems({});
  };

  const form = { draft, ready, problems, terms, marks };
  return { ...sending, ...refusals, ...form, change, check, submit, discard };
}

export type Booking = ReturnType<typeof useBooking>;
