/**
 * Runs a script to its end: a mistake is one sentence on stderr and the exit code 1. With `usage` it answers
 * --help, and says how it is called after an option that it does not know.
 */
export function command(main: () => Promise<void>, usage?: string): void {
  if (usage !== undefined && process.argv.slice(2).some((word) => /^(-h|--help)$/.test(word))) {
    console.log(usage);
    return;
  }
  const how = usage === undefined ? "" : `\n${usage}`;
  main().catch(({ message }: Error) => {
    // Node goes on to explain how an argument may start with a dash.
    console.error(message.replace(/^(Unknown option '[^']*').*/s, `$1.${how}`));
    process.exitCode = 1;
  });
}

/** "1 item", "2 items", or of another noun. */
export function items(count: number, noun = "item"): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
