/** Tells a person how far something is; called as often as one likes. */
export type Progress = (what: string, done: number) => void;

/** Writes to stderr, at most a line a second, so that stdout stays for results. */
export function progressOnStderr(): Progress {
  let last = Date.now();
  return (what, done) => {
    if (Date.now() - last < 1_000) return;
    last = Date.now();
    process.stderr.write(`  ${what}: ${done} items\n`);
  };
}
