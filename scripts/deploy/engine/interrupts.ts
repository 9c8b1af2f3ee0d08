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
 * one ends it at once, with a lock and unknown resources. A terminal would send each of them to the engine
 * as well, so it gives the key to this process alone meanwhile. Where the engine has got it all the same,
 * from whoever signals a whole group, it says so, and it is not passed on.
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
  for (const signal of signals) process.on(signal, onSignal);
  const giveBack = takeKeys(onSignal);
  try {
    return { result: await run(passing.signal), interrupted };
  } finally {
    clearTimeout(wait);
    giveBack();
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** A terminal that is closed ends a command as Ctrl-C does. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Has the terminal hand over Ctrl-C as a key instead of a signal; gives what undoes that. */
function takeKeys(onInterrupt: () => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => undefined;
  const onKeys = (keys: Buffer) => {
    if (keys.includes(3)) onInterrupt();
  };
  stdin.setRawMode(true).on("data", onKeys).resume();
  return () => {
    stdin.off("data", onKeys).pause().setRawMode(false);
  };
}
