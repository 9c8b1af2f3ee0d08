import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";

export interface SpendingArgs {
  /** Who is told. */
  readonly topicArn: pulumi.Input<string>;
  readonly config: Pick<StageConfig, "monthlyBudgetUsd">;
}

/**
 * Tells when the month has cost more than it may, or is on its way there. It is the account's whole
 * bill: a tag only tells apart what it costs once somebody has activated it for cost allocation, and
 * an account has two budgets free.
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
