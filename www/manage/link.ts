/** What opens one booking: its id and the secret that only its customer has. */
export interface ManageLink {
  readonly bookingId: string;
  readonly token: string;
}

/** Reads "#<bookingId>.<token>", the fragment that no server and no log ever sees. */
export function readManageLink(hash: string): ManageLink | undefined {
  const match = /^#([\w-]{1,64})\.([\w-]{8,256})$/.exec(hash.trim());
  return match ? { bookingId: match[1] as string, token: match[2] as string } : undefined;
}
