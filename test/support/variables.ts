/**
 * Remembers the environment's variables; what it gives puts them back, each in its place. A copy that took the place
 * of `process.env` would no longer reach what Node itself reads, such as the folder for temporary files.
 */
export function keepVariables(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
