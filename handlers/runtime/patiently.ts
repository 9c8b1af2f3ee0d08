/**
 * Makes a call again while IAM refuses it: a role that the same deployment has just changed takes some
 * seconds to work. Serialized with the closures that a deployment runs itself.
 * @param until in milliseconds since 1970, a minute from the start of an invocation: one for all its calls,
 * so that a role which may really not do it is told of before the function times out
 */
export async function patiently<Reply>(until: number, call: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const isDenied = String((error as Error).name).startsWith("AccessDenied");
      if (!isDenied || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}
