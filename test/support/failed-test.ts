/** What a test knows of the world when it fails; CI keeps nothing else. */
const witnesses = new Set<() => Promise<string>>();

/** Has something told with each failed test of this process, until the answer is called. */
export function tellOnFailure(witness: () => Promise<string>): () => void {
  witnesses.add(witness);
  return () => witnesses.delete(witness);
}

/** What is told now, a text each; whatever can't be told says why. */
export function toldOnFailure(): Promise<string[]> {
  return Promise.all([...witnesses].map((tell) => tell().catch(String)));
}
