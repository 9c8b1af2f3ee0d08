import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

/** A message attribute, as SQS's API spells it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message that waits or is being worked on. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly firstReceivedAt: number | undefined;
  /** How often somebody has taken it. */
  readonly receiveCount: number;
  /** Proves who took it last. */
  readonly receipt: string;
}

/** A message in its queue. */
export type Kept = { -readonly [Key in keyof Message]: Message[Key] } & { visibleAt: number };

/** A message that nobody has taken. */
export function newMessage(body: string, sentAt: number): Kept {
  return {
    id: randomUUID(),
    body,
    attributes: {},
    sentAt,
    firstReceivedAt: undefined,
    receiveCount: 0,
    receipt: "",
    visibleAt: sentAt,
  };
}

/** A message as a line of its file: a body that has lines of its own, or looks as if it were written so, is a JSON text. */
export function fileLine(body: string): string {
  return `${/[\r\n]|^"/.test(body) ? JSON.stringify(body) : body}\n`;
}

/** The messages of a queue's file; none where there is no file. */
export function readMessages(file: string, at: number): Kept[] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const lines = text.split("\n").filter(Boolean);
  return lines.map((one) => newMessage(one.startsWith('"') ? JSON.parse(one) : one, at));
}
