/** What became of a booking's messages, by "<kind>-<number>", with "sms-" before those by SMS. */
type Messages = Readonly<Record<string, { readonly status: string; readonly at: string }>>;

/** A mail that was marked as spam was read before. */
const reached = ["sent", "delivered", "complained"];

/**
 * Whether the customer has what the latest message about the visit says, by mail or SMS; not so where
 * there was none. A link that went missing changes nothing: it told nothing new.
 */
export function isReached({ mail }: { readonly mail: Messages }): boolean {
  const latest = new Map<string, { at: string; isReached: boolean }>();
  for (const [name, { status, at }] of Object.entries(mail)) {
    const message = name.replace(/^sms-/, "");
    const isThrough = reached.includes(status);
    if (message.startsWith("link-") && !isThrough) continue;
    const known = latest.get(message);
    latest.set(message, {
      at: known && known.at > at ? known.at : at,
      isReached: isThrough || (known?.isReached ?? false),
    });
  }
  const [last] = [...latest.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  return last?.isReached ?? false;
}
