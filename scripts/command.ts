/** Runs a script to its end: a mistake is one sentence on stderr and the exit code 1. */
export function command(main: () => Promise<void>): void {
  main().catch(({ message }: Error) => {
    // Node goes on to explain how an argument may start with a dash.
    console.error(message.replace(/^(Unknown option '[^']*').*/s, "$1."));
    process.exitCode = 1;
  });
}

/** "1 item", "2 items", or of another noun. */
export function items(count: number, noun = "item"): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
