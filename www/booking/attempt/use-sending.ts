import { useEffect, useRef, useState } from "preact/hooks";
import { createBooking, findBooking } from "../../../contract/operations";
import { dateIn } from "../../../contract/rules/calendar";
import { isOpen } from "../../../contract/rules/status";
import type {
  BookingReply,
  BookingRequestInput,
  OwnBooking,
} from "../../../contract/schemas/bookings";
import { type CallResult, call, type Failure } from "../../client";
import {
  type Attempt,
  dropAttempt,
  isSameRequest,
  isUnanswered,
  keepAttempt,
  newAttempt,
  openAttempts,
} from "../../device/attempts";
import { dropVisit, keepVisit } from "../../device/kept-visits";
import { manageHash } from "../../manage/link";
import { pagePath, useSite } from "../../site";
import { type Draft, draftOf } from "../draft";
import { type Booked, bookedVisit, earlierAttempt, visitOf } from "./booked";
import { isOpenEnded, untilAnswered } from "./until-answered";

/** How a request is asked about: by sending it again, or by its key alone, which books nothing. */
export type Way = "again" | "by-key";

/** What the page shows: the form, the wait for an answer, or the visit. */
export type Stage =
  | { readonly kind: "form" }
  | { readonly kind: "asking" | "unknown"; readonly attempt: Attempt; readonly way: Way }
  | { readonly kind: "booked"; readonly booked: Booked };

/** What the form does with the outcome of a request. */
export interface Outcomes {
  onBooked(body: BookingRequestInput, booked: Booked): void;
  onRefused(body: BookingRequestInput, failure: Failure): void;
  /** An earlier request turned out never to have been booked. */
  onMissing(draft: Draft): void;
}

/** Sends requests to book, and asks for their answers until they are known. */
export function useSending(outcomes: Outcomes) {
  const { business, language } = useSite();
  const [stage, setStage] = useState<Stage>({ kind: "form" });
  const [busy, setBusy] = useState(false);
  /** A request that may have been booked: the time it asks for may be the visitor's own. */
  const [unsure, setUnsure] = useState<Attempt>();
  const [missing, setMissing] = useState<Attempt>();
  /** Refused before anything looked at it, so it may be sent again as it is. */
  const unseen = useRef<Attempt | undefined>(undefined);
  const isShown = useRef(true);
  const latest = useRef(outcomes);
  latest.current = outcomes;
  const today = () => dateIn(business.timeZone, new Date());

  useEffect(() => {
    const [earlier] = openAttempts(today());
    if (earlier) ask(earlier, "by-key");
    return () => {
      isShown.current = false;
    };
  }, []);

  const post = async ({ key, body }: Attempt) => {
    const headers = { "Idempotency-Key": key };
    const result = await call(createBooking, { body, headers });
    const { expected, ...rest } = body;
    // The release before, to which a function may have gone back, refuses what it does not know.
    return expected && isUnknown(result) ? call(createBooking, { body: rest, headers }) : result;
  };
  const find = ({ key }: Attempt) => call(findBooking, { headers: { "Idempotency-Key": key } });

  /** Asks for two minutes what became of a request. */
  const ask = async (attempt: Attempt, way: Way, first?: CallResult<BookingReply>) => {
    setStage({ kind: "asking", attempt, way });
    setUnsure(attempt);
    const isWanted = () => isShown.current && isUnanswered(attempt.key);
    const send = () => (way === "again" ? post(attempt) : find(attempt));
    const result = await untilAnswered(send, { isWanted }, first);
    if (!isShown.current) return;
    if (result.ok) show(attempt, result.reply, way === "by-key");
    else if (way === "again" ? isNoAnswer(result) : result.code !== "not-found")
      giveUp(attempt, way);
    else if (way === "again") refuse(attempt, result);
    else tellMissing(attempt);
  };

  const show = (attempt: Attempt, reply: BookingReply, isFound: boolean) => {
    dropAttempt(attempt.key);
    const kept = visitOf(attempt);
    if (kept && !isFound && !isAsAsked(attempt, reply.booking)) {
      // The visit of the same content was cancelled or moved since; this one is another.
      if (isOpen(reply.booking.status)) keepVisit(kept, reply.booking);
      else dropVisit(kept.bookingId);
      send(newAttempt(attempt.body));
      return;
    }
    const booked = bookedVisit(attempt, reply, isFound || kept !== undefined);
    latest.current.onBooked(attempt.body, booked);
    setStage({ kind: "booked", booked });
  };

  const giveUp = (attempt: Attempt, way: Way) => {
    if (isUnanswered(attempt.key)) {
      setStage({ kind: "unknown", attempt, way });
      return;
    }
    // Another tab has the answer.
    const kept = visitOf(attempt);
    if (kept) location.assign(`${pagePath(business, "manage", language)}${manageHash(kept)}`);
    else showForm();
  };

  const showForm = () => setStage({ kind: "form" });

  const refuse = (attempt: Attempt, failure: Failure) => {
    dropAttempt(attempt.key);
    unseen.current = failure.status === 429 ? attempt : undefined;
    setUnsure(undefined);
    showForm();
    latest.current.onRefused(attempt.body, failure);
  };

  const tellMissing = (attempt: Attempt) => {
    setUnsure(undefined);
    showForm();
    if (attempt.body.date < today()) {
      dropAttempt(attempt.key);
      return;
    }
    setMissing(attempt);
    latest.current.onMissing(draftOf(business, attempt.body));
  };

  /**
   * The attempt to send for this content; undefined where the answer to an earlier request with other content
   * has to be known first, because it may be booked.
   */
  const attemptFor = async (body: BookingRequestInput): Promise<Attempt | undefined> => {
    const open = openAttempts(today());
    const same = [...open, unseen.current].find((one) => one && isSameRequest(one.body, body));
    if (same) return same;
    for (const earlier of open) {
      const result = await find(earlier);
      if (result.ok) show(earlier, result.reply, true);
      else if (result.code !== "not-found") giveUp(earlier, "by-key");
      if (result.ok || result.code !== "not-found") return undefined;
      dropAttempt(earlier.key);
    }
    return newAttempt(body);
  };

  const send = async (attempt: Attempt) => {
    keepAttempt(attempt);
    setUnsure(attempt);
    const result = await post(attempt);
    if (result.ok) show(attempt, result.reply, false);
    else if (isOpenEnded(result)) await ask(attempt, "again", result);
    else refuse(attempt, result);
  };

  /** Books; the same content again, from whichever tab, is the same visit. */
  const book = async (body: BookingRequestInput) => {
    if (busy) return;
    setBusy(true);
    setMissing(undefined);
    const attempt = earlierAttempt(body) ?? (await attemptFor(body));
    if (attempt) await send(attempt);
    setBusy(false);
  };

  const tryAgain = () => {
    if (stage.kind === "unknown") ask(stage.attempt, stage.way);
  };

  const discard = () => {
    if (missing) dropAttempt(missing.key);
    setMissing(undefined);
  };

  return { stage, busy, unsure, missing, book, tryAgain, showForm, discard };
}

/** Whether a booking is still to come, at the time that was asked for. */
function isAsAsked({ body }: Attempt, booking: OwnBooking): boolean {
  const { status, appointmentDate, appointmentTime } = booking;
  return isOpen(status) && appointmentDate === body.date && appointmentTime === body.time;
}

/** Whether a request was refused for `expected`, or for something that its refusal does not name. */
function isUnknown(result: CallResult<BookingReply>): boolean {
  if (result.ok || result.status !== 400) return false;
  return "expected" in result.fields || Object.keys(result.fields).length === 0;
}

/** A request that was sent again and refused for too many requests may have been booked before. */
function isNoAnswer(failure: Failure): boolean {
  return isOpenEnded(failure) || failure.code === "throttled";
}
