/** How an alarm stands. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** An alarm as it stands. */
export interface Alarm {
  readonly name: string;
  readonly description: string;
  readonly arn: string;
  readonly state: AlarmState;
  /** Why, in the words of CloudWatch. */
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
}
