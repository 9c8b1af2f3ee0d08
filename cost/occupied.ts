/** In how many of `slots` equal spans of the month something happens that happens so often. */
export function occupied(times: number, slots: number): number {
  return slots * (1 - Math.exp(-times / slots));
}
