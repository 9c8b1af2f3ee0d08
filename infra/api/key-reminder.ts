import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../access/iam";
import { serviceRole } from "../access/service-role";

export interface KeyReminderArgs {
  /** The day on which the newest of the edge's keys was made. */
  readonly madeOn: string;
  /** Who is told; in the region of the stack. */
  readonly topicArn: pulumi.Input<string>;
}

/** How old an edge key may get. */
const rotateAfterDays = 90;

/** Tells the owner that the edge's keys are due for rotation, and again each month until they are new. */
export class KeyReminder extends pulumi.ComponentResource {
  constructor(name: string, args: KeyReminderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:KeyReminder", name, {}, opts);
    const due = dayAfter(args.madeOn, rotateAfterDays);
    const stage = pulumi.getStack();
    const roleArn = this.publisher(name, args.topicArn);
    for (const [noun, scheduleExpression] of Object.entries(monthlyFrom(due))) {
      new aws.scheduler.Schedule(
        `${name}-${noun}`,
        {
          description: `Edge keys due on ${due}.`,
          scheduleExpression,
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: args.topicArn,
            roleArn,
            input: `The edge keys of ${pulumi.getProject()} ${stage} are of ${args.madeOn} and were due for rotation on ${due}: run "npx tsx scripts/rotate-edge-key.ts --stage ${stage}", then "pulumi up".`,
          },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  /**
   * The role that speaks to the topic. A rule of EventBridge would do without one, but then the topic
   * would have to be open to EventBridge for every account: it keeps no condition on whom it speaks for.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
   */
  private publisher(name: string, topicArn: pulumi.Input<string>): pulumi.Output<string> {
    const grants = [allow("sns", ["Publish"], topicArn)];
    return serviceRole(name, { service: "scheduler.amazonaws.com", grants }, this);
  }
}

/**
 * The expressions of a day and of the same day of every month after it: a cron expression has one set of
 * months for all its years, so what is left of a year and what is before that in later years are two.
 * Both always have a day to come, or the scheduler might refuse them once they are past.
 */
export function monthlyFrom(day: string): Record<string, string> {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const months = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`);
  return {
    due: `cron(0 8 ${date} ${months(month, 12)} ? ${year}-2199)`,
    ...(month > 1 && { overdue: `cron(0 8 ${date} ${months(1, month - 1)} ? ${year + 1}-2199)` }),
  };
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
