import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { send } from "../../http/client";
import { StageError } from "../../log";
import { dynamoDbLocal, dynoxide, type EngineProgram } from "./engine-programs";

/** A running DynamoDB engine, whichever it is. */
export interface Engine {
  readonly kind: "dynoxide" | "DynamoDB Local" | "your own";
  readonly url: string;
  /** Calls an operation as AWS names it, for example "DynamoDB_20120810.ListTables". */
  call<T>(target: string, input: object): Promise<T>;
  /** Resolves with one sentence when the engine ends without being asked to. */
  readonly ended: Promise<string>;
  /** Ends it in the middle of whatever it does, as a crash would; nothing happens to one of your own. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** What an engine answered instead of a result. */
export class EngineError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Starts the engine on a free loopback port with its files in `folder`: the one at DYNAMODB_ENDPOINT
 * if that is set, else dynoxide, else DynamoDB Local. Throws a StageError when there is none.
 * @param onSpawn told once a process is on its way, which does not need this one any more
 */
export async function startEngine(
  folder: string,
  endpoint = process.env.DYNAMODB_ENDPOINT,
  onSpawn = () => {},
): Promise<Engine> {
  const engine = endpoint
    ? await useEndpoint(endpoint)
    : await launch(dynoxide(folder) ?? dynamoDbLocal(folder), onSpawn);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Where the scripts that export and import find it while the stage runs; nobody else may read it.
  rmSync(join(folder, "endpoint"), { force: true });
  writeFileSync(join(folder, "endpoint"), engine.url, { mode: 0o600 });
  return engine;
}

async function launch(program: EngineProgram, onSpawn: () => void): Promise<Engine> {
  mkdirSync(program.folder, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const place = await freePlace(program.takesHost ? hiddenHost() : "127.0.0.1");
    const { engine, output } = await run(program, place, onSpawn);
    if (engine) return engine;
    // Somebody took the port meanwhile, or an engine whose stage was killed is still closing its file.
    if (attempt === 3) {
      throw new StageError(`${program.kind} does not start: ${output.trim().split("\n").at(-1)}`);
    }
    await pause(200);
  }
}

async function useEndpoint(endpoint: string): Promise<Engine> {
  const sentence = `DYNAMODB_ENDPOINT is "${endpoint}", where no DynamoDB engine answers; start it or unset the variable.`;
  if (!URL.canParse(endpoint)) throw new StageError(sentence);
  const engine: Engine = {
    kind: "your own",
    url: endpoint,
    call: (target, input) => call(endpoint, target, input),
    ended: new Promise(() => {}),
    kill: async () => {},
    close: async () => {},
  };
  await engine.call("DynamoDB_20120810.ListTables", {}).catch(() => {
    throw new StageError(sentence);
  });
  return engine;
}

async function run(
  { kind, folder, command, args }: EngineProgram,
  { host, port }: Place,
  onSpawn: () => void,
): Promise<{ engine?: Engine; output: string }> {
  const url = `http://${host}:${port}`;
  const guardArgs = [join(__dirname, "guard.cjs"), folder, command, ...args(port, host)];
  // A session of its own: Ctrl-C goes to the whole group, and the engine must outlive the requests.
  const guard = spawn(process.execPath, guardArgs, {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-2000);
  };
  guard.stdout.on("data", keep);
  guard.stderr.on("data", keep);
  guard.stdin.on("error", () => {});
  onSpawn();
  let closing = false;
  const exited = new Promise<void>((done) => {
    guard.once("exit", () => done()).once("error", () => done());
  });
  const close = async () => {
    closing = true;
    guard.stdin.destroy();
    await exited;
  };
  const kill = async () => {
    closing = true;
    guard.kill("SIGUSR2");
    await exited;
  };
  const deadline = Date.now() + 20_000;
  for (let gone = false; !gone && Date.now() < deadline; ) {
    try {
      await call(url, "DynamoDB_20120810.ListTables", {});
      const ended = exited.then(() =>
        closing ? new Promise<string>(() => {}) : `${kind} ended by itself; start again.`,
      );
      return {
        engine: { kind, url, call: (t, input) => call(url, t, input), ended, kill, close },
        output,
      };
    } catch {
      gone = await Promise.race([exited.then(() => true), pause(10).then(() => false)]);
    }
  }
  await close();
  return { output };
}

async function call<T>(url: string, target: string, input: object): Promise<T> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": target,
    "x-amz-date": "20260101T000000Z",
    // Local engines want a signature to be there and do not check it.
    authorization:
      "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
  };
  const { status, body } = await send(url, headers, JSON.stringify(input));
  const reply = JSON.parse(body.toString("utf8") || "{}");
  if (status === 200) return reply as T;
  const code =
    String(reply.__type ?? "")
      .split("#")
      .at(-1) || `HTTP ${status}`;
  throw new EngineError(code, reply.message ?? reply.Message ?? code);
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * One of 16 million addresses of the loopback interface. An engine answers whoever asks, and lets pages
 * of every origin read the answer; a page would have to guess the address and the port at once.
 */
function hiddenHost(): string {
  if (process.platform !== "linux") return "127.0.0.1";
  const [second, third, fourth] = [randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)];
  return `127.${second}.${third}.${fourth}`;
}

/** A free port there, or where this machine has no such address on 127.0.0.1. */
async function freePlace(host: string): Promise<Place> {
  try {
    return { host, port: await freePort(host) };
  } catch {
    return { host: "127.0.0.1", port: await freePort("127.0.0.1") };
  }
}

function freePort(host: string): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
