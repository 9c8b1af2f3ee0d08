import { useState } from "preact/hooks";
import type { CallResult, Failure } from "../client";
import { failureText } from "./failure";
import { useWords } from "./text";

/** One change at a time, and how it went. */
export interface Action {
  readonly busy: boolean;
  /** What went wrong, "" if nothing did. */
  readonly problem: string;
  readonly failure: Failure | undefined;
  /** Undefined if it failed, or if another one is still running. */
  run<Reply>(act: () => Promise<CallResult<Reply>>): Promise<{ readonly reply: Reply } | undefined>;
  clear(): void;
}

/** Runs calls that change something, never two at once. */
export function useAction(): Action {
  const { language, t } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  return {
    busy,
    failure,
    problem: failure ? failureText(failure, t, language) : "",
    clear: () => setFailure(undefined),
    async run(act) {
      if (busy) return undefined;
      setBusy(true);
      setFailure(undefined);
      const result = await act();
      setBusy(false);
      if (result.ok) return { reply: result.reply };
      setFailure(result);
      return undefined;
    },
  };
}
