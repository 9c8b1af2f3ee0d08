import { useRef, useState } from "preact/hooks";
import { removeBookings } from "../../../../contract/operations";
import type { RemovalReply, RemovalRequest } from "../../../../contract/schemas/removals";
import type { Failure } from "../../../client";
import { useAccess } from "../../session/access";
import { type Callee, calleesOf } from "./to-call";

type Criteria = Omit<RemovalRequest, "removalId">;

/** Where a removal stands. */
export type RemovalState =
  | { readonly step: "asking" | "loading" }
  /** What would go, or, after a stop or a failure, what is left. */
  | {
      readonly step: "previewed" | "running" | "stopping";
      readonly reply: RemovalReply;
      readonly done: number;
    }
  | { readonly step: "over"; readonly done: number };

/** A removal from its preview to its end; it may be stopped, and goes on where it was. */
export interface Removal {
  readonly state: RemovalState;
  readonly failure: Failure | undefined;
  /** True where the last call could remove nothing of what is left. */
  readonly isStuck: boolean;
  /** Those whose visits were removed on this page and whom no mail tells, and how many they are. */
  readonly untold: { readonly callees: readonly Callee[]; readonly count: number };
  /** True where something matched. */
  preview(criteria: Criteria): Promise<boolean>;
  /** Undefined where it did not come to an end. */
  run(): Promise<number | undefined>;
  stop(): void;
  /** Forgets the preview, since the criteria are others now. */
  reset(): void;
}

/** Calls the removal again and again, since each call works for some seconds alone. */
export function useRemoval(): Removal {
  const { call } = useAccess();
  const [state, setState] = useState<RemovalState>({ step: "asking" });
  const [failure, setFailure] = useState<Failure>();
  const [isStuck, setStuck] = useState(false);
  const asked = useRef<Criteria | undefined>(undefined);
  const isStopped = useRef(false);
  const [untold, setUntold] = useState<Removal["untold"]>({ callees: [], count: 0 });

  const begin = () => {
    setFailure(undefined);
    setStuck(false);
    isStopped.current = false;
  };
  return {
    state,
    failure,
    isStuck,
    untold,
    reset() {
      begin();
      setState({ step: "asking" });
    },
    stop() {
      isStopped.current = true;
      setState((last) => (last.step === "running" ? { ...last, step: "stopping" } : last));
    },
    async preview(criteria) {
      begin();
      setState({ step: "loading" });
      const result = await call(removeBookings, { body: criteria });
      if (!result.ok) {
        setFailure(result);
        setState({ step: "asking" });
        return false;
      }
      asked.current = criteria;
      setState({ step: "previewed", reply: result.reply, done: 0 });
      return result.reply.remaining > 0;
    },
    async run() {
      if (state.step !== "previewed" || !asked.current) return undefined;
      begin();
      let { reply, done } = state;
      const { removalId } = reply;
      const before = { done, withoutAddress: reply.withoutAddress };
      const seen = new Map(reply.examples.map((one) => [one.bookingId, one]));
      /** Keeps who of those that were seen, and are gone, has no address. */
      const keepUntold = () => {
        if (asked.current?.messages === "none" || done === before.done) return;
        for (const { bookingId } of reply.examples) seen.delete(bookingId);
        const gone = calleesOf([...seen.values()]);
        const left = new Set(untold.callees.map(({ phone }) => phone));
        const callees = [...untold.callees, ...gone.filter(({ phone }) => !left.has(phone))];
        const count = untold.count + Math.max(0, before.withoutAddress - reply.withoutAddress);
        setUntold({ callees, count: Math.max(count, callees.length) });
      };
      while (!isStopped.current) {
        setState({ step: "running", reply, done });
        const result = await call(removeBookings, { body: { ...asked.current, removalId } });
        if (!result.ok) {
          setFailure(result);
          break;
        }
        reply = result.reply;
        done += reply.removed;
        for (const one of reply.examples) seen.set(one.bookingId, one);
        if (reply.remaining === 0) {
          keepUntold();
          setState({ step: "over", done });
          return done;
        }
        if (reply.removed === 0) {
          setStuck(true);
          break;
        }
      }
      keepUntold();
      setState({ step: "previewed", reply, done });
      return undefined;
    },
  };
}
