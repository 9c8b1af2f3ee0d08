import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";

export interface SpendingArgs {
  /** The topic to notify. */
  readonly topicArn: pulumi.Input<string>;
  readonly config: Pick<StageConfig, "monthlyBudgetUsd">;
}

/**
 * A budget that notifies when the month's cost exceeds its limit, or is forecast to. It covers the whole
 * account: a tag only separates costs once it is activated for cost allocation. An account has two
 * budgets for free.
 */
export class Spending extends pulumi.ComponentResource {
  constructor(name: string, args: SpendingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:Spending", name, {}, opts);
    new aws.budgets.Budget(
      `${name}-month`,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.config.monthlyBudgetUsd),
        limitUnit: "USD",
        notifications: ["ACTUAL", "FORECASTED"].map((notificationType) => ({
          notificationType,
          comparisonOperator: "GREATER_THAN",
          threshold: 100,
          thresholdType: "PERCENTAGE",
          subscriberSnsTopicArns: [args.topicArn],
        })),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
