/**
 * Loaded first by a process that evaluates a program: the clock stands still at REVIEW_CLOCK, and what is
 * random is the same each time, so that two evaluations differ by their programs alone.
 */
import crypto from "node:crypto";

const now = Number(process.env.REVIEW_CLOCK);
const RealDate = Date;

class SteadyDate extends RealDate {
  constructor(...args: [] | [number | string | Date]) {
    if (args.length === 0) super(now);
    // All forms of the real constructor: new Date(2026, 10, 30) as well.
    else super(...(args as [number]));
  }
  static override now(): number {
    return now;
  }
}
// Without `new`, Date gives a text.
globalThis.Date = new Proxy(SteadyDate, {
  apply: () => new RealDate(now).toString(),
}) as unknown as DateConstructor;

/** xorshift32: any will do, as long as it begins alike. */
let state = 0x9e3779b9;
function next(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
}

function fill<Bytes extends NodeJS.ArrayBufferView>(target: Bytes): Bytes {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let index = 0; index < bytes.length; index++) bytes[index] = next() & 0xff;
  return target;
}

function uuid(): crypto.UUID {
  const hex = fill(Buffer.alloc(16)).toString("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5") as crypto.UUID;
}

Math.random = () => next() / 2 ** 32;
Object.assign(crypto, {
  randomBytes(size: number, done?: (error: null, bytes: Buffer) => void) {
    const bytes = fill(Buffer.alloc(size));
    return done ? done(null, bytes) : bytes;
  },
  randomInt: (low: number, high?: number) =>
    high === undefined ? next() % low : low + (next() % (high - low)),
  randomUUID: uuid,
});
crypto.webcrypto.getRandomValues = fill as typeof crypto.webcrypto.getRandomValues;
crypto.webcrypto.randomUUID = uuid;
