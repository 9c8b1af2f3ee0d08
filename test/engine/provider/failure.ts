/** A failure of AWS that a test asks for. */
export interface Failure {
  /** Which of the calls that change something fails, from 1. */
  readonly at: number;
  /** Refused, and nothing was done; or done, but it never became ready. */
  readonly how: "refused" | "unready";
}

/** Says what is to happen to each call that changes something. */
export class Failures {
  private calls = 0;

  constructor(private readonly wanted?: Failure) {}

  /** What happens to the next call. */
  next(): Failure["how"] | undefined {
    this.calls += 1;
    return this.calls === this.wanted?.at ? this.wanted.how : undefined;
  }
}
