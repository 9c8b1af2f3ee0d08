import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../access/iam";
import { serviceRole } from "../access/service-role";

export interface KeyReminderArgs {
  /** The day on which the newest API key was created. */
  readonly madeOn: string;
  /** The topic to notify; in the stack's region. */
  readonly topicArn: pulumi.Input<string>;
}

/** The maximum age of a key. */
const rotateAfterDays = 90;

/** Notifies the owner when the API keys are due for rotation, and every month until they are rotated. */
export class KeyReminder extends pulumi.ComponentResource {
  constructor(name: string, args: KeyReminderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:KeyReminder", name, {}, opts);
    const due = dayAfter(args.madeOn, rotateAfterDays);
    const stage = pulumi.getStack();
    const roleArn = this.publisher(name, args.topicArn);
    for (const [part, scheduleExpression] of Object.entries(monthlyFrom(due))) {
      new aws.scheduler.Schedule(
        `${name}-${part}`,
        {
          description: `API keys due for rotation on ${due}.`,
          scheduleExpression,
          flexibleTimeWindow: { mode: "OFF" },
          target: {
            arn: args.topicArn,
            roleArn,
            input: `The API keys of ${pulumi.getProject()} ${stage} date from ${args.madeOn} and were due for rotation on ${due}. Run "npx tsx scripts/rotate-edge-key.ts --stage ${stage}", then "pulumi up". Runbook: docs/runbooks/edge-key-due.md`,
          },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  /**
   * The role that publishes to the topic. An EventBridge rule would need none, but the topic would have to
   * allow EventBridge for every account: it supports no condition on the source account.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
   */
  private publisher(name: string, topicArn: pulumi.Input<string>): pulumi.Output<string> {
    const grants = [allow("sns", ["Publish"], topicArn)];
    return serviceRole(name, { service: "scheduler.amazonaws.com", grants }, this);
  }
}

/**
 * The cron expressions of a day and of the same day of every month after it. A cron expression has one set
 * of months for all its years, so it takes two: the rest of this year, and the months before that in later
 * years. Both always have a next occurrence, or the scheduler might refuse them.
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
