import { renameSync, writeFileSync } from "node:fs";

/** A third of the time for which a token of the desk is valid, so that one failure does no harm. */
const everyMs = 200_000;

/**
 * Keeps a valid token in a file for a run that outlasts one; whoever reads the file finds a whole token.
 * Gives what ends it.
 */
export async function keepToken(
  file: string,
  newToken: () => Promise<string>,
  intervalMs = everyMs,
): Promise<() => void> {
  const renew = async () => {
    writeFileSync(`${file}.new`, await newToken(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  await renew();
  const timer = setInterval(() => {
    renew().catch((error) => console.error(`The admin's token was not renewed: ${error}`));
  }, intervalMs);
  return () => clearInterval(timer);
}
