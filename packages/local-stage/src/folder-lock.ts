import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { StageError } from "./log";

interface Note {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

/**
 * Makes this process the only stage on a folder until the returned function is called. The owner
 * answers on a loopback port with the token in its note; a process id alone would be mistaken for
 * alive once the system hands the number to somebody else. So a note whose owner was killed is
 * recognised and replaced.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "lock");
  const token = randomBytes(12).toString("hex");
  const server = await listen(token);
  const note: Note = { pid: process.pid, port: (server.address() as AddressInfo).port, token };
  try {
    await writeNote(file, note, folder);
  } catch (error) {
    server.close();
    throw error;
  }
  return async () => {
    if (readNote(file)?.token === token) rmSync(file, { force: true });
    await new Promise((done) => server.close(done));
  };
}

async function writeNote(file: string, note: Note, folder: string): Promise<void> {
  const mine = `${file}.${note.token}`;
  writeFileSync(mine, JSON.stringify(note), { mode: 0o600 });
  const patience = Date.now() + 1500;
  try {
    for (let attempt = 0; attempt < 30; attempt++) {
      try {
        // A link appears with its whole content or not at all, and never over another's.
        linkSync(mine, file);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const owner = readNote(file);
      if (!owner || !(await isAlive(owner))) removeStale(file, owner, note.token);
      else if (Date.now() > patience) throw taken(folder, owner);
      // A stage that was just told to stop needs a moment to end what it has begun.
      else await new Promise((done) => setTimeout(done, 100));
    }
    throw new StageError(`The folder ${folder} could not be locked; stop other stages on it.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moves the note aside before looking again: another stage may have replaced it meanwhile. */
function removeStale(file: string, stale: Note | undefined, token: string): void {
  const aside = `${file}.stale.${token}`;
  try {
    renameSync(file, aside);
    if (readNote(aside)?.token !== stale?.token) linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next attempt sees what they left.
  } finally {
    rmSync(aside, { force: true });
  }
}

function taken(folder: string, owner: Note): StageError {
  return new StageError(
    `Another stage (process ${owner.pid}) is using ${folder}; stop it, or choose another folder with --data-dir.`,
  );
}

function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Note;
  } catch {
    return undefined;
  }
}

function listen(token: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(token);
  });
  server.unref();
  return new Promise((done, failed) => {
    server.once("error", failed).listen(0, "127.0.0.1", () => done(server));
  });
}

/** A busy owner accepts at once and answers late, so only a refusal or a wrong token is death. */
function isAlive({ port, token }: Note): Promise<boolean> {
  return new Promise((done) => {
    let text = "";
    const socket = connect({ port, host: "127.0.0.1" });
    socket.setTimeout(3000, () => {
      done(true);
      socket.destroy();
    });
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => done(false));
    socket.on("close", () => done(text === token));
  });
}
