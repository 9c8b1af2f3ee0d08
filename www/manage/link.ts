/** What opens one booking: its id and the secret that only its customer has. */
export interface ManageLink {
  readonly bookingId: string;
  readonly token: string;
}

/**
 * Reads "#<bookingId>.<token>", the fragment that no server and no log ever sees. What programs add when
 * they copy a link out of a sentence or count clicks is left out: ")", ".", "?utm_source=…".
 */
export function readManageLink(hash: string): ManageLink | undefined {
  const match = /^#?#([\w-]{1,64})\.([\w-]{8,256})(?![\w-])/.exec(decoded(hash.trim()));
  return match ? { bookingId: match[1] as string, token: match[2] as string } : undefined;
}

/** The fragment that opens a booking. */
export function manageHash({ bookingId, token }: ManageLink): string {
  return `#${bookingId}.${token}`;
}

/**
 * Where a link leads whose "#" was written as "%23" and so became part of the path: "/fr/manage#…".
 * Undefined for any other path.
 */
export function repairedPath(pathname: string): string | undefined {
  const path = decoded(pathname);
  const at = path.indexOf("#");
  if (at < 0 || !/^(\/[a-z]{2})?\/(manage|reviews)\/?$/.test(path.slice(0, at))) return undefined;
  const link = readManageLink(path.slice(at));
  return link && `${path.slice(0, at)}${manageHash(link)}`;
}

/** As it stands where it is no valid percent-encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
