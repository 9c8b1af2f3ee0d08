import { useMemo, useState } from "preact/hooks";
import { getOwnAvailability, rescheduleBooking } from "../../contract/operations";
import type { OwnBooking } from "../../contract/schemas/bookings";
import type { Slot } from "../booking/times/days";
import type { Moment } from "../booking/times/time-picker";
import type { Times } from "../booking/times/use-availability";
import { call, type Failure } from "../client";
import { errorText } from "../error-text";
import { useSite } from "../site";
import { typeset } from "../text";
import { write } from "../write";
import type { ManageLink } from "./link";
import { newTerms, type Person, personAt } from "./new-terms";

/** What a refusal leads to; false where the page stays as it is, and only says why. */
export type Refused = (failure: Failure) => Promise<boolean>;

interface Choice extends Moment {
  /** Who is free then. */
  readonly free: readonly string[];
}

/** Where a visit is to be moved, and the request that moves it. */
export function useMove(props: {
  link: ManageLink;
  booking: OwnBooking;
  onMoved: (booking: OwnBooking) => void;
  onRefused: Refused;
}) {
  const { language, t } = useSite();
  const { booking, link } = props;
  const access = {
    params: { bookingId: booking.bookingId },
    headers: { "X-Manage-Token": link.token },
  };
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [staff, setStaff] = useState(booking.staff);
  // At the week of the visit.
  const [choice, setChoice] = useState<Choice>({
    date: booking.appointmentDate,
    time: "",
    free: [],
  });
  const [agreed, setAgreed] = useState<string>();
  const [forAnother, setForAnother] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [limit, setLimit] = useState("");
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [reloads, setReloads] = useState(0);

  const ask: Times["ask"] = async ({ from, days }, signal) => {
    const query = { date: from, days: String(days) };
    const result = await call(getOwnAvailability, { ...access, query, signal });
    if (result.ok) setPeople(result.reply.people);
    return result;
  };
  const times = useMemo(
    (): Times => ({
      id: booking.bookingId,
      ask,
      view: staff,
      isShown: (slot) => staff === "" || slot.staff.includes(staff),
    }),
    [booking.bookingId, staff],
  );
  const person = people.find(({ id }) => id === personAt(staff, booking.staff, choice.free));
  const terms = choice.time === "" ? undefined : newTerms(booking, person);
  const termsId = terms && `${person?.id} ${terms.durationMinutes} ${terms.priceMinor}`;
  const isAgreed = termsId !== undefined && agreed === termsId;

  const choose = (moment: Moment, slot?: Slot) => {
    setChoice({ ...moment, free: slot?.staff ?? [] });
    setProblem("");
  };

  const refuse = (failure: Failure) => {
    const [wrong] = Object.values(failure.fields);
    const isGone = failure.code === "taken" || failure.fields.date || failure.fields.time;
    if (failure.code === "taken") {
      setRefused((last) => [...last, `${staff} ${choice.date} ${choice.time}`]);
    }
    if (isGone) setChoice({ date: choice.date, time: "", free: [] });
    // What the page shows is not what the server has.
    if (isGone || failure.code === "terms.changed") setReloads((last) => last + 1);
    setLimit(failure.code === "contact.limit" ? errorText(language, failure) : "");
    if (failure.code === "contact.limit") return;
    const sentence = wrong ? typeset(wrong) : errorText(language, failure);
    setProblem(failure.code === "taken" ? t.manage.taken : sentence);
  };

  const move = async () => {
    if (busy) return;
    if (choice.time === "" || (terms && !isAgreed)) {
      setProblem(choice.time === "" ? t.manage.chooseTime : t.move.agreeFirst);
      return;
    }
    setBusy(true);
    setProblem("");
    const { date, time } = choice;
    const body = {
      date,
      time,
      ...(person && { staff: person.id }),
      ...(forAnother && { forAnother }),
      ...(terms && { expected: terms }),
    };
    const result = await write(rescheduleBooking, { ...access, body });
    const isOver = !result.ok && (await props.onRefused(result));
    setBusy(false);
    if (isOver) return;
    if (result.ok) props.onMoved(result.reply);
    else refuse(result);
  };

  const taken = refused
    .filter((each) => each.startsWith(`${staff} `))
    .map((each) => ({ moment: each.slice(staff.length + 1), kind: "taken" as const }));
  const isOwnShown = staff === "" || staff === booking.staff;
  const own = {
    moment: `${booking.appointmentDate} ${booking.appointmentTime}`,
    kind: "own" as const,
  };
  return {
    times,
    people,
    staff,
    setStaff,
    choice,
    choose,
    marks: isOwnShown ? [...taken, own] : taken,
    reloads,
    person,
    terms,
    isAgreed,
    agree: (yes: boolean) => setAgreed(yes ? termsId : undefined),
    limit,
    forAnother,
    setForAnother,
    busy,
    problem,
    move,
  };
}
