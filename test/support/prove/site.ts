import type { TestStage } from "../stage";

/** What clients call and what is compared with what they were told: a stage, or the functions alone. */
export interface Site extends Tables {
  /** Resolves once nothing can come any more of a call that has ended, answered or not. */
  settled?(): Promise<void>;
  /** Whether nothing sends messages here, so that all that was owed is still owed. */
  readonly isSilent?: boolean;
}

type Tables = Pick<TestStage, "adminHeaders" | "api" | "bookings" | "find" | "put" | "scan">;
