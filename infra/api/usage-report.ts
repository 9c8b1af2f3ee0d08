import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../contract/operations/operation";
import { allow } from "../access/iam";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import { LambdaFunction } from "../functions/lambda";
import { runEvery } from "../functions/schedule";
import type { BookingApi } from "./booking-api";

export interface UsageReportArgs {
  readonly api: BookingApi;
  /** Keeps what was reported this month. */
  readonly dataStore: DataStore;
  /** The topic to notify; in the stack's region. */
  readonly topicArn: pulumi.Output<string>;
  readonly config: Pick<StageConfig, "logRetentionDays" | "monthlyRequests" | "monthlyVisits">;
}

/** A usage plan, the requests a month that it is watched by, and what the owner reads at half of them. */
export interface WatchedPlan {
  readonly plan: Plan;
  readonly id: pulumi.Input<string>;
  readonly monthly: number;
  /** Follows "visitors have sent 5,012". */
  readonly requests: string;
  /** What follows from it, in sentences. */
  readonly sentence: string;
}

/**
 * Notifies the owner when the public has sent half of a plan's requests of the month, once a month and
 * plan. An alarm could not: CloudWatch has no metric of a usage plan.
 */
export class UsageReport extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: UsageReportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:UsageReport", name, {}, opts);
    const { dataStore, topicArn, config } = args;
    const plans = watchedPlans(args);
    const shortName = "report-usage";
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    this.function = LambdaFunction.inline(
      `${name}-${shortName}`,
      reportUsage(pulumi.output(plans), topicArn, dataStore.analytics.name),
      {
        shortName,
        description: "Reports once a month when half of a usage plan's requests were sent.",
        grants: [
          allow(
            "apigateway",
            ["GET"],
            plans.map(
              ({ id }) =>
                pulumi.interpolate`arn:${partition}:apigateway:${region}::/usageplans/${id}/usage`,
            ),
          ),
          allow("sns", ["Publish"], topicArn),
          {
            ...dataStore.analytics.grant("GetItem", "PutItem"),
            // The totals of the reviews are in the same table.
            Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "usage#*" } },
          },
        ],
        timeoutSeconds: 60,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
    runEvery(`${name}-hourly`, "rate(1 hour)", this.function, this);
    this.registerOutputs({});
  }
}

function watchedPlans({ api, config }: UsageReportArgs): readonly WatchedPlan[] {
  return [
    {
      plan: "bookings",
      id: api.planIds.bookings,
      monthly: config.monthlyRequests,
      requests: `requests to book, move or cancel, at least half of shopfront:monthlyRequests (${config.monthlyRequests})`,
      sentence:
        "Nothing is refused and customers can book. If you have not been that busy, somebody is flooding the shop.",
    },
    {
      plan: "visits",
      id: api.planIds.visits,
      monthly: config.monthlyVisits,
      requests: `visit counts and reviews, at least half of shopfront:monthlyVisits (${config.monthlyVisits})`,
      sentence:
        "Beyond it no visit is counted and no review is taken until the month ends; customers can still book.",
    },
  ];
}

/**
 * The factory of the function, serialized into its zip. It sums up the month of every key of a plan; AWS
 * counts by UTC days, and some half an hour late. What was reported is noted after the mail went out: a
 * second mail is better than none.
 */
export function reportUsage(
  plans: pulumi.Output<readonly pulumi.Unwrap<WatchedPlan>[]>,
  topicArn: pulumi.Output<string>,
  tableName: pulumi.Output<string>,
) {
  const stage = `${pulumi.getProject()} ${pulumi.getStack()}`;
  const runbook = "docs/runbooks/many-requests.md";
  return () => {
    const { APIGatewayClient, paginateGetUsage } =
      require("@aws-sdk/client-api-gateway") as typeof import("@aws-sdk/client-api-gateway");
    const { DynamoDBClient, GetItemCommand, PutItemCommand } =
      require("@aws-sdk/client-dynamodb") as typeof import("@aws-sdk/client-dynamodb");
    const { PublishCommand, SNSClient } =
      require("@aws-sdk/client-sns") as typeof import("@aws-sdk/client-sns");
    const gateway = new APIGatewayClient({});
    const table = new DynamoDBClient({});
    const sns = new SNSClient({});
    // Long enough to look back at the month.
    const keptSeconds = 92 * 24 * 60 * 60;

    const sentThisMonth = async (usagePlanId: string, today: string) => {
      const input = { usagePlanId, startDate: `${today.slice(0, 7)}-01`, endDate: today };
      let sent = 0;
      for await (const { items = {} } of paginateGetUsage({ client: gateway }, input)) {
        // Each day is a pair, used and left; a day without requests may be empty.
        for (const days of Object.values(items)) for (const [used] of days) sent += used ?? 0;
      }
      return sent;
    };

    return async () => {
      const now = Date.now();
      const today = new Date(now).toISOString().slice(0, 10);
      const sent: Record<string, number> = {};
      const reported: string[] = [];
      for (const { plan, id, monthly, requests, sentence } of plans.get()) {
        const count = await sentThisMonth(id, today);
        sent[plan] = count;
        if (count < monthly / 2) continue;
        const aggregateId = { S: `usage#${plan}#${today.slice(0, 7)}` };
        const noted = await table.send(
          new GetItemCommand({
            TableName: tableName.get(),
            Key: { aggregateId },
            ConsistentRead: true,
          }),
        );
        if (noted.Item) continue;
        await sns.send(
          new PublishCommand({
            TopicArn: topicArn.get(),
            Subject: `Many requests to ${stage}`,
            Message: `Since the 1st, visitors of ${stage} have sent ${count} ${requests}. ${sentence} Runbook: ${runbook}`,
          }),
        );
        await table.send(
          new PutItemCommand({
            TableName: tableName.get(),
            Item: {
              aggregateId,
              count: { N: String(count) },
              expiresAt: { N: String(Math.floor(now / 1000) + keptSeconds) },
            },
          }),
        );
        reported.push(plan);
      }
      console.info({ event: "usage.looked", sent, reported });
      return { sent, reported };
    };
  };
}
