/**
 * Reads bytes one after the other. A read past the end gives zero or nothing, ends the reading and marks it as
 * failed, so that a parser need look at `hasFailed` only before it believes what it has read.
 */
export class ByteReader {
  at = 0;
  hasFailed = false;

  constructor(readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, this.at);
  }

  /** Big-endian. */
  number(length: number): number {
    let value = 0;
    for (let at = this.advance(length); at < this.at; at++) {
      value = value * 256 + (this.bytes[at] ?? 0);
    }
    return value;
  }

  littleEndian(length: number): number {
    const start = this.advance(length);
    let value = 0;
    for (let at = this.at - 1; at >= start; at--) value = value * 256 + (this.bytes[at] ?? 0);
    return value;
  }

  text(length: number): string {
    return latin1(this.take(length));
  }

  /** Goes on by some bytes, if there are as many, and says where they begin. */
  private advance(length: number): number {
    if (length > this.left) {
      this.hasFailed = true;
      this.at = this.bytes.length;
      return this.at;
    }
    this.at += length;
    return this.at - length;
  }
}

/** Each byte as the character of that number. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

export function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function bigEndian(length: number, value: number): Uint8Array {
  return littleEndian(length, value).reverse();
}

export function littleEndian(length: number, value: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
