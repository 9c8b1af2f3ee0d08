/**
 * Makes a call again for up to a minute while IAM refuses it: a role that the same deployment has just
 * changed takes some seconds to work. Serialized with the closures that a deployment runs itself.
 */
export async function patiently<Reply>(call: () => Promise<Reply>): Promise<Reply> {
  const until = Date.now() + 60_000;
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
