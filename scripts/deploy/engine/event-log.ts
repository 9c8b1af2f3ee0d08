import { closeSync, existsSync, openSync, readSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation";

const everyMs = 100;

/** Enough of a file's beginning to tell one from the next: its first event has a time. */
const headBytes = 200;

/**
 * Follows the file into which the engine writes its events, one JSON document a line. `up` writes it twice,
 * for its preview and then from the beginning again.
 */
export class EventLog {
  readonly events: EngineEvent[] = [];
  /** Lines that could not be read; the events are not all of them then. */
  unreadable = 0;
  private head = Buffer.alloc(0);
  private position = 0;
  private rest = Buffer.alloc(0);
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly file: string,
    private readonly onEvent: (event: EngineEvent) => void = () => undefined,
  ) {
    this.timer = setInterval(() => this.read(), everyMs);
  }

  /** Reads what is left, and follows no longer. */
  end(): void {
    clearInterval(this.timer);
    this.read();
  }

  private read(): void {
    if (!existsSync(this.file)) return;
    const file = openSync(this.file, "r");
    const chunk = Buffer.alloc(1 << 20);
    this.startAgainIfNew(file);
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, this.position);
      if (length === 0) break;
      this.position += length;
      this.take(Buffer.concat([this.rest, chunk.subarray(0, length)]));
    }
    closeSync(file);
  }

  /** Only whole lines: the engine may be in the middle of one. */
  private take(bytes: Buffer): void {
    const end = bytes.lastIndexOf("\n") + 1;
    this.rest = Buffer.from(bytes.subarray(end));
    for (const line of bytes.subarray(0, end).toString("utf8").split("\n")) {
      if (line === "") continue;
      const event = this.parsed(line);
      if (!event) continue;
      this.events.push(event);
      this.onEvent(event);
    }
  }

  private parsed(line: string): EngineEvent | undefined {
    try {
      return JSON.parse(line);
    } catch {
      this.unreadable += 1;
      return undefined;
    }
  }

  private startAgainIfNew(file: number): void {
    const head = Buffer.alloc(headBytes);
    const now = head.subarray(0, readSync(file, head, 0, headBytes, 0));
    const known = this.head.subarray(0, now.length);
    if (now.length < this.head.length || !now.subarray(0, known.length).equals(known)) {
      this.position = 0;
      this.rest = Buffer.alloc(0);
    }
    this.head = now;
  }
}
