import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { EventLog } from "../../scripts/deploy/engine/event-log";
import { hasHeard, interruptible } from "../../scripts/deploy/engine/interrupts";
import { Progress } from "../../scripts/deploy/progress";
import type { Terminal } from "../../scripts/deploy/terminal";

/** An event of an update about a function. */
function event(kind: string, op: string, name: string, planning = false) {
  const type = "aws:lambda/function:Function";
  const urn = `urn:pulumi:dev::shopfront::${type}::${name}`;
  return { [kind]: { metadata: { op, urn, type, provider: "aws" }, planning } } as never;
}

describe("the events of the engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-events-"));
  after(() => rmSync(folder, { recursive: true }));

  it("are read as they come, with lines that are half written and a file that begins anew", () => {
    const file = join(folder, "events");
    const seen: number[] = [];
    const log = new EventLog(file, ({ sequence }) => seen.push(sequence));
    const read = () => (log as unknown as { read(): void }).read();
    const line = (sequence: number, timestamp: number) =>
      `${JSON.stringify({ sequence, timestamp })}\n`;
    read();
    // The engine has it open, so it writes on though the name is gone.
    const engine = openSync(file, "a");
    appendFileSync(engine, line(0, 1) + line(1, 1) + line(2, 1).slice(0, 8));
    read();
    expect(seen).to.deep.equal([0, 1]);
    appendFileSync(engine, line(2, 1).slice(8));
    closeSync(engine);
    read();
    // The update begins the file of its preview anew, and it may already be longer.
    writeFileSync(file, [10, 11, 12, 13].map((sequence) => line(sequence, 2)).join(""));
    log.end();
    expect(seen).to.deep.equal([0, 1, 2, 10, 11, 12, 13]);
    expect(log.unreadable).to.equal(0);
  });

  it("leave no file behind, and the engine's own notes, which hold secrets, nowhere", () => {
    const file = join(folder, "secret");
    const note = { diagnosticEvent: { severity: "debug", message: "clientSecret: s3cr3t" } };
    writeFileSync(file, `${JSON.stringify(note)}\n{"sequence":1}\n`);
    const log = new EventLog(file);
    (log as unknown as { read(): void }).read();
    // While the engine is still at it.
    expect(existsSync(file)).to.equal(false);
    log.end();
    expect(log.events).to.deep.equal([{ sequence: 1 }]);
    writeFileSync(file, "");
    new EventLog(file).end();
    expect(existsSync(file)).to.equal(false);
  });

  it("are known to be incomplete where one can't be read", () => {
    const file = join(folder, "broken");
    writeFileSync(file, '{"sequence":0}\nno event\n{"sequence":1}\n');
    const log = new EventLog(file);
    log.end();
    expect([log.events.length, log.unreadable]).to.deep.equal([2, 1]);
  });
});

describe("the progress of a deployment", () => {
  function watched(isInteractive: boolean) {
    let text = "";
    const terminal: Terminal = {
      isInteractive,
      print: (line = "") => {
        text += `${line}\n`;
      },
      write: (more) => {
        text += more;
      },
      confirm: async () => true,
    };
    const progress = new Progress(terminal, 3, () => 0);
    progress.take(event("resourcePreEvent", "create", "planned", true));
    progress.take(event("resourcePreEvent", "same", "unchanged"));
    progress.take(event("resourcePreEvent", "create", "book"));
    progress.take(event("resourcePreEvent", "update", "cancel"));
    progress.take(event("resOutputsEvent", "create", "book"));
    progress.take(event("resOpFailedEvent", "update", "cancel"));
    progress.end();
    return text;
  }

  it("is a line for each resource where nobody watches", () => {
    expect(watched(false).split("\n")).to.deep.equal([
      "1/3  created  aws:lambda/function:Function book",
      "1/3  FAILED   aws:lambda/function:Function cancel",
      "1 of 3 done, 1 failed.",
      "",
    ]);
  });

  it("is a table in a terminal, drawn over itself and gone at the end", () => {
    const screen = shown(watched(true));
    expect(screen.at.some((lines) => lines.includes("0/3 done, 2 under way"))).to.equal(true);
    expect(screen.last).to.deep.equal([
      "1/3  created  aws:lambda/function:Function book",
      "1/3  FAILED   aws:lambda/function:Function cancel",
      "1 of 3 done, 1 failed.",
    ]);
  });
});

/** What a terminal shows at each erasure and at the end, for moves up and clears alone. */
function shown(text: string): { at: string[][]; last: string[] } {
  const at: string[][] = [];
  let lines: string[] = [];
  for (const part of text.split("\u001b[")) {
    const [, up, rest = part] = /^(\d+)A$/.test(part)
      ? [part, part.slice(0, -1), ""]
      : (/^()J([\s\S]*)$/.exec(part) ?? []);
    if (up) {
      at.push([...lines]);
      lines = lines.slice(0, lines.length - Number(up));
    }
    lines.push(...rest.split("\n").slice(0, -1));
  }
  return { at, last: lines };
}

describe("Ctrl-C", () => {
  /** A command that runs until it is interrupted, or for a while. */
  async function interrupted(output: string, presses: number) {
    let passedOn = 0;
    const lines: string[] = [];
    const ended = await interruptible(
      (signal) =>
        new Promise<string>((resolve) => {
          signal.addEventListener("abort", () => {
            passedOn += 1;
          });
          for (let press = 0; press < presses; press++) process.emit("SIGINT");
          setTimeout(() => resolve("ended"), 60);
        }),
      () => hasHeard(output),
      (line) => lines.push(line),
      10,
    );
    return { ...ended, passedOn, lines };
  }

  it("is passed on to the engine once, however often it is pressed", async () => {
    const { passedOn, interrupted: isInterrupted, lines } = await interrupted("", 3);
    expect([passedOn, isInterrupted, lines.length]).to.deep.equal([1, true, 3]);
    expect(lines[0]).to.match(/^Ending: /);
  });

  it("is not passed on where the terminal has sent it to the engine already", async () => {
    const { passedOn } = await interrupted("^C received; cancelling. If you would like", 1);
    expect(passedOn).to.equal(0);
  });

  it("is Node's own again afterwards", async () => {
    const before = process.listenerCount("SIGINT");
    await interrupted("", 1);
    expect(process.listenerCount("SIGINT")).to.equal(before);
  });
});
