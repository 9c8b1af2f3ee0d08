/** What is told while a command ends early. */
const told = {
  once: "Ending: what is being changed right now is finished first, and nothing new is begun.",
  again: "Still ending; once more would leave the stack half done, so it is not passed on.",
} as const;

/** How long the engine may take to say that it heard Ctrl-C from the terminal itself. */
const hearingMs = 1_500;

/** Whether the engine says that it is ending. */
export function hasHeard(output: string): boolean {
  return /\^C received/.test(output);
}

/**
 * Lets Ctrl-C end a command of the engine cleanly: the engine gets it once and no more, since a second
 * one ends it at once, with a lock and unknown resources. A terminal sends it to the engine as well as to
 * this process; a CI runner or `kill` to this process alone. So it is passed on where the engine does
 * not say that it has it already.
 */
export async function interruptible<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  heard: () => boolean,
  tell: (line: string) => void,
  waitMs = hearingMs,
): Promise<{ result: Result; interrupted: boolean }> {
  const passing = new AbortController();
  let interrupted = false;
  let wait: NodeJS.Timeout | undefined;
  const onSignal = () => {
    tell(interrupted ? told.again : told.once);
    if (interrupted) return;
    interrupted = true;
    wait = setTimeout(() => {
      if (!heard()) passing.abort();
    }, waitMs);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    return { result: await run(passing.signal), interrupted };
  } finally {
    clearTimeout(wait);
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
