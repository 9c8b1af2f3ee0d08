/** How the names of stacks begin that are made for a while and destroyed again. */
const ephemeral = /^(pr|try)-[\w-]+$/;

/** Whether a stack of this name goes away by itself; what dev may do, it may do. */
export function isEphemeral(stack: string): boolean {
  return ephemeral.test(stack);
}
