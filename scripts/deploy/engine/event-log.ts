import { closeSync, fstatSync, openSync, readSync, rmSync, statSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation";

const everyMs = 100;

/**
 * Follows the file into which the engine writes its events, one JSON document a line. `up` writes it twice,
 * for its preview and then from the beginning again. The engine's own notes in it hold secrets in plain
 * text, so they are passed over, and the file loses its name as soon as it is open: it ends with whoever
 * has it open. Where a system does not allow that, `end` removes it.
 */
export class EventLog {
  readonly events: EngineEvent[] = [];
  /** Lines that could not be read; the events are not all of them then. */
  unreadable = 0;
  private open: number | undefined;
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
    this.close();
    rmSync(this.file, { force: true });
  }

  private read(): void {
    const found = statSync(this.file, { throwIfNoEntry: false });
    if (this.open !== undefined) {
      const known = fstatSync(this.open);
      this.drain(this.open);
      if (!found) return;
      // Emptied in its place, or another file of the same name.
      if (known.ino === found.ino && found.size >= this.position) return;
    }
    if (!found) return;
    this.close();
    this.open = openSync(this.file, "r");
    this.removeName();
    this.drain(this.open);
  }

  private removeName(): void {
    try {
      rmSync(this.file);
    } catch {
      // Windows keeps the name of an open file.
    }
  }

  private close(): void {
    if (this.open !== undefined) closeSync(this.open);
    this.open = undefined;
    this.position = 0;
    this.rest = Buffer.alloc(0);
  }

  private drain(file: number): void {
    const chunk = Buffer.alloc(1 << 20);
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, this.position);
      if (length === 0) return;
      this.position += length;
      this.take(Buffer.concat([this.rest, chunk.subarray(0, length)]));
    }
  }

  /** Only whole lines: the engine may be in the middle of one. */
  private take(bytes: Buffer): void {
    const end = bytes.lastIndexOf("\n") + 1;
    this.rest = Buffer.from(bytes.subarray(end));
    for (const line of bytes.subarray(0, end).toString("utf8").split("\n")) {
      if (line === "") continue;
      const event = this.parsed(line);
      if (!event || isNote(event)) continue;
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
}

/** A severity that the SDK's types leave out. */
function isNote({ diagnosticEvent }: EngineEvent): boolean {
  return (diagnosticEvent?.severity as string | undefined) === "debug";
}
