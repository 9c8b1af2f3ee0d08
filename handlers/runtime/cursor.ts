import * as v from "valibot";

/** The key at which a page ended, as the opaque text that a client sends back for the next page. */
export function writeCursor(lastKey: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(lastKey)).toString("base64url");
}

/** The key that a cursor holds, or undefined where it is broken; the schema is needed because anybody can write one. */
export function readCursor<Key>(
  cursor: string,
  schema: v.GenericSchema<unknown, Key>,
): Key | undefined {
  try {
    const result = v.safeParse(
      schema,
      JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")),
    );
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
