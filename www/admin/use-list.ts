import { useEffect, useState } from "preact/hooks";
import type { CallResult, Failure } from "../client";
import { useAccess } from "./session/access";

/** One page of a list; `next` is absent on the last one. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** A list as the page shows it. */
export interface List<Item> {
  readonly state: "loading" | "shown" | "failed";
  readonly items: readonly Item[];
  /** Why the list, or its next page, could not be loaded. */
  readonly failure?: Failure | undefined;
  readonly hasMore: boolean;
  readonly busyMore: boolean;
  more(): void;
  reload(): void;
  /** Replaces items by what an action answered. */
  change(turn: (items: readonly Item[]) => readonly Item[]): void;
}

type Held<Item> = Pick<List<Item>, "state" | "items" | "failure"> & {
  readonly next?: string | undefined;
  readonly busyMore: boolean;
};

const empty = { state: "loading", items: [], busyMore: false } as const;

/** Loads a list again whenever `question` changes, and then page by page. */
export function useList<Item>(
  question: string,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<CallResult<ListPage<Item>>>,
): List<Item> {
  const { signIns } = useAccess();
  const [held, setHeld] = useState<Held<Item>>(empty);
  const [round, setRound] = useState({ number: 0, cursor: undefined as string | undefined });

  // `load` is new on every render; `question` tells when it asks for something else.
  useEffect(
    () => setRound(({ number }) => ({ number: number + 1, cursor: undefined })),
    [question, signIns],
  );

  useEffect(() => {
    if (round.number === 0) return;
    const abort = new AbortController();
    const { cursor } = round;
    setHeld((last) =>
      cursor
        ? { ...last, busyMore: true, failure: undefined }
        : { ...empty, items: last.state === "shown" ? last.items : [] },
    );
    load(cursor, abort.signal).then((result) => {
      if (abort.signal.aborted) return;
      setHeld((last) => {
        if (result.ok) {
          const { items, next } = result.reply;
          const all = cursor ? [...last.items, ...items] : items;
          return { state: "shown", items: all, next, busyMore: false };
        }
        return { ...last, state: cursor ? "shown" : "failed", failure: result, busyMore: false };
      });
    });
    return () => abort.abort();
  }, [round]);

  return {
    ...held,
    hasMore: held.next !== undefined,
    more: () => setRound(({ number }) => ({ number: number + 1, cursor: held.next })),
    reload: () => setRound(({ number }) => ({ number: number + 1, cursor: undefined })),
    change: (turn) => setHeld((last) => ({ ...last, items: turn(last.items) })),
  };
}
