import { useState } from "preact/hooks";
import {
  cancelBookingAsAdmin,
  continueBlock,
  createBlock,
  rejectBooking,
} from "../../../contract/operations";
import type { BlockReply, BlockRequest, Obstacle } from "../../../contract/schemas/blocks";
import type { AdminBooking } from "../../../contract/schemas/desk";
import type { Failure } from "../../client";
import { findBooking } from "../bookings/find-booking";
import { useAccess } from "../session/access";

/** What becomes of a visit that is in the way. */
export type Answer = "keep" | "cancel";

/** Where a block stands. */
export type Blocking =
  | { readonly step: "idle" }
  | { readonly step: "working"; readonly done: number; readonly count: number }
  /** Visits wait for an answer; of a block that is made already, or of one that is only asked for. */
  | {
      readonly step: "asked";
      readonly block: BlockReply;
      readonly visits: readonly Obstacle[];
      /** Other blocks, around which this one is held without a question. */
      readonly blocks: readonly string[];
      readonly request?: BlockRequest;
    }
  /** It is made, and what it lacks was cut short. */
  | { readonly step: "cut" }
  | { readonly step: "done"; readonly block: BlockReply };

export interface UseBlocking {
  readonly state: Blocking;
  readonly failure: Failure | undefined;
  /** Those who were cancelled by this and whom no mail tells. */
  readonly untold: readonly AdminBooking[];
  /** Blocks time, or lists what is in its way. */
  start(request: BlockRequest): Promise<void>;
  /** Goes on with a block of which days are left. */
  goOn(blockId: string): Promise<void>;
  /** Carries the answers out, and blocks. */
  answer(answers: ReadonlyMap<string, Answer>): Promise<void>;
  reset(): void;
}

type Waiting = Extract<Blocking, { step: "asked" }>;

/**
 * Blocks time in steps, each of which may be the last one that arrives: the block is made first, and what it still
 * lacks then is on the server for whoever goes on with it.
 */
export function useBlocking(onVisitsChanged: () => void): UseBlocking {
  const { call } = useAccess();
  const [state, setState] = useState<Blocking>({ step: "idle" });
  const [failure, setFailure] = useState<Failure>();
  const [untold, setUntold] = useState<readonly AdminBooking[]>([]);

  const fail = (found: Failure, back: Blocking) => {
    setFailure(found);
    setState(back);
  };
  const begin = (count = 0) => {
    setFailure(undefined);
    setState({ step: "working", done: 0, count });
  };
  /** What an answer of the API leads to. */
  const settle = async (
    reply: { readonly block: BlockReply; readonly inTheWay: readonly Obstacle[] },
    request?: BlockRequest,
  ): Promise<void> => {
    const { block, inTheWay } = reply;
    const visits = inTheWay.filter(({ kind }) => kind === "visit");
    const blocks = [
      ...new Set(inTheWay.filter(({ kind }) => kind === "block").map(({ id }) => id)),
    ];
    const waiting: Waiting = { step: "asked", block, visits, blocks, ...(request && { request }) };
    if (visits.length > 0) return setState(waiting);
    if (request || blocks.length > 0) return carryOut(waiting, new Map());
    setState({ step: "done", block });
  };
  const cancel = async (visit: Obstacle): Promise<Failure | undefined> => {
    const found = await findBooking(call, { bookingId: visit.id, appointmentDate: visit.date });
    const row = found?.status === "pending" ? rejectBooking : cancelBookingAsAdmin;
    const result = await call(row, { params: { bookingId: visit.id }, body: {} });
    if (!result.ok) return result.status === 409 ? undefined : result;
    if (!result.reply.customerEmail) setUntold((last) => [...last, result.reply]);
    return undefined;
  };
  const carryOut = async (waiting: Waiting, answers: ReadonlyMap<string, Answer>) => {
    const { visits, blocks, request } = waiting;
    const isCancelled = ({ id }: Obstacle) => answers.get(id) === "cancel";
    // A visit over midnight is in the way on both of its days.
    const going = [
      ...new Map(visits.filter(isCancelled).map((visit) => [visit.id, visit])).values(),
    ];
    const kept = visits.filter((visit) => !isCancelled(visit)).map(({ id }) => id);
    const keep = [...new Set([...kept, ...blocks])];
    begin(going.length);
    const made = request
      ? await call(createBlock, { body: { ...request, keep } })
      : await call(continueBlock, {
          params: { blockId: waiting.block.blockId ?? "" },
          body: { keep },
        });
    if (!made.ok) return fail(made, visits.length > 0 ? waiting : { step: "idle" });
    const { blockId = "" } = made.reply.block;
    for (const [at, visit] of going.entries()) {
      setState({ step: "working", done: at, count: going.length });
      const problem = await cancel(visit);
      if (problem) {
        onVisitsChanged();
        return fail(problem, { step: "cut" });
      }
    }
    if (going.length === 0) return settle(made.reply);
    onVisitsChanged();
    const ended = await call(continueBlock, { params: { blockId }, body: {} });
    return ended.ok ? settle(ended.reply) : fail(ended, { step: "cut" });
  };

  return {
    state,
    failure,
    untold,
    async start(request) {
      begin();
      const result = await call(createBlock, { body: { ...request, dryRun: true } });
      return result.ok ? settle(result.reply, request) : fail(result, { step: "idle" });
    },
    async goOn(blockId) {
      begin();
      const result = await call(continueBlock, { params: { blockId }, body: {} });
      return result.ok ? settle(result.reply) : fail(result, { step: "idle" });
    },
    async answer(answers) {
      if (state.step === "asked") await carryOut(state, answers);
    },
    reset() {
      setFailure(undefined);
      setUntold([]);
      setState({ step: "idle" });
    },
  };
}
