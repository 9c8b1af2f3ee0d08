/** Runs a script to its end: a mistake is one sentence on stderr and the exit code 1. */
export function command(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

/** "1 item", "2 items". */
export function items(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}
