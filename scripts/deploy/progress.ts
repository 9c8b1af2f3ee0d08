import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type Step, stepOf } from "./engine/steps";
import type { Terminal } from "./terminal";

const done: Readonly<Record<string, string>> = {
  create: "created",
  "create-replacement": "created anew",
  update: "updated",
  delete: "deleted",
  "delete-replaced": "deleted, replaced",
  replace: "replaced",
  import: "imported",
  discard: "let go of",
};

/** The most rows that the table of a terminal has. */
const mostRows = 10;

/** Follows a deployment: a table of what is being done in a terminal, a line per resource elsewhere. */
export class Progress {
  private readonly running = new Map<string, { step: Step; since: number }>();
  private finished = 0;
  private failed = 0;
  private drawn = 0;
  private readonly timer?: NodeJS.Timeout;

  constructor(
    private readonly terminal: Terminal,
    private readonly total: number,
    private readonly now: () => number = Date.now,
  ) {
    if (terminal.isInteractive) this.timer = setInterval(() => this.draw(), 500);
  }

  /** Takes an event of the engine in; those of the preview that comes first say nothing new. */
  readonly take = (event: EngineEvent): void => {
    const told = event.resourcePreEvent ?? event.resOutputsEvent ?? event.resOpFailedEvent;
    const step = stepOf(event);
    if (!told || !step?.exists || (told as { planning?: boolean }).planning) return;
    if (!done[step.op]) return;
    const key = `${step.op} ${step.urn}`;
    if (event.resourcePreEvent) {
      this.running.set(key, { step, since: this.now() });
      this.draw();
      return;
    }
    this.running.delete(key);
    if (event.resOpFailedEvent) this.failed += 1;
    else this.finished += 1;
    const word = event.resOpFailedEvent ? "FAILED" : (done[step.op] as string);
    this.line(`${this.share()}  ${word.padEnd(8)} ${step.type} ${step.name}`);
  };

  /** Leaves the last line standing. */
  end(): void {
    clearInterval(this.timer);
    this.erase();
    const { finished, failed } = this;
    this.terminal.print(
      `${finished} of ${this.total} done${failed > 0 ? `, ${failed} failed` : ""}.`,
    );
  }

  private share(): string {
    return `${String(this.finished).padStart(String(this.total).length)}/${this.total}`;
  }

  private line(text: string): void {
    this.erase();
    this.terminal.print(text);
    this.draw();
  }

  private draw(): void {
    if (!this.terminal.isInteractive) return;
    this.erase();
    const rows = [...this.running.values()].slice(0, mostRows).map(({ step, since }) => {
      const seconds = Math.round((this.now() - since) / 1000);
      return `  ${`${seconds} s`.padStart(6)}  ${step.op.padEnd(8)} ${step.type} ${step.name}`;
    });
    const more = this.running.size - rows.length;
    const table = [
      `${this.share()} done, ${this.running.size} under way`,
      ...rows,
      ...(more > 0 ? [`          and ${more} more`] : []),
    ];
    // A row that wraps would be two, and the next drawing would erase one too few.
    this.terminal.write(table.map((row) => `${row.slice(0, 79)}\n`).join(""));
    this.drawn = table.length;
  }

  /** Moves up over the table and clears to the end of the screen. */
  private erase(): void {
    if (this.drawn > 0) this.terminal.write(`\u001b[${this.drawn}A\u001b[J`);
    this.drawn = 0;
  }
}

/** Shows in a terminal that a preview goes on, by how many resources it has looked at. */
export function previewCounter({ isInteractive, write }: Terminal) {
  let looked = 0;
  return {
    take({ resourcePreEvent }: EngineEvent): void {
      if (!isInteractive || !resourcePreEvent) return;
      looked += 1;
      write(`\r${looked} resources looked at`);
    },
    end(): void {
      if (looked > 0) write("\r\u001b[K");
    },
  };
}
