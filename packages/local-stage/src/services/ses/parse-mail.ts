import type { Email, PostalMimeOptions } from "postal-mime";

/** Reads a mail as it was sent. The parser is loaded with the first one: the first page needs none. */
export function parseMail(raw: Buffer, options?: PostalMimeOptions): Promise<Email> {
  const PostalMime = require("postal-mime") as typeof import("postal-mime");
  return PostalMime.parse(raw, options);
}
