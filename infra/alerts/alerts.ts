import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "../api/booking-api";
import type { StageConfig } from "../config";
import { edgeRegion } from "../edge/cloudfront";
import type { LambdaFunction } from "../functions/lambda";
import type { StaticSite } from "../site/static-site";
import { type Audience, alarmList, type Watch } from "./alarm-list";
import { AlertTopic, type Publisher } from "./alert-topic";
import { countColdStarts } from "./cold-starts";
import { Rollback } from "./rollback";

export interface AlertsArgs {
  readonly api: BookingApi;
  readonly site: StaticSite;
  /** Every function of the program, for what is counted in their logs. */
  readonly functions: readonly LambdaFunction[];
  readonly config: StageConfig;
}

/** Who is told when something is wrong, what counts as wrong, and what puts it right by itself. */
export class Alerts extends pulumi.ComponentResource {
  /** Customers notice: e-mail and text message. */
  readonly criticalTopicArn: pulumi.Output<string>;
  /** Somebody should look today: e-mail. */
  readonly warningTopicArn: pulumi.Output<string>;
  readonly rollback: Rollback;
  private readonly audiences: Readonly<Record<Audience, AlertTopic>>;

  constructor(
    private readonly name: string,
    private readonly args: AlertsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:Alerts", name, {}, opts);
    const { api, config } = args;
    this.audiences = {
      critical: this.topic("critical", ["cloudwatch"], { phone: config.alertPhone }),
      warning: this.topic("warning", ["budgets", "cloudwatch"]),
      edge: this.topic("edge", ["cloudwatch"], { region: edgeRegion }),
    };
    this.criticalTopicArn = this.audiences.critical.arn;
    this.warningTopicArn = this.audiences.warning.arn;
    this.rollback = new Rollback(
      `${name}-rollback`,
      { functions: api.functions, tell: this.criticalTopicArn, config },
      { parent: this },
    );
    this.alarms().forEach((watch) => {
      this.alarm(watch);
    });
    this.measureEdge();
    this.registerOutputs({
      criticalTopicArn: this.criticalTopicArn,
      warningTopicArn: this.warningTopicArn,
    });
  }

  private alarms(): Watch[] {
    const { api, site, functions, config } = this.args;
    const namespace = `${pulumi.getProject()}-${pulumi.getStack()}`;
    return alarmList({
      apiName: api.apiName,
      stageName: api.stageName,
      failureQueueName: api.failures.queueName,
      distributionId: site.distributionId,
      coldStarts: countColdStarts(`${this.name}-cold-starts`, functions, namespace, this),
      config,
    });
  }

  private topic(
    audience: Audience,
    publishers: readonly Publisher[],
    more: { readonly phone?: string; readonly region?: string } = {},
  ): AlertTopic {
    const { alertEmail: email } = this.args.config;
    return new AlertTopic(
      `${this.name}-${audience}`,
      { publishers, email, ...more },
      { parent: this },
    );
  }

  private alarm({ noun, audience, rollsBack, args }: Watch): void {
    const tell = this.audiences[audience].arn;
    new aws.cloudwatch.MetricAlarm(
      `${this.name}-${noun}`,
      {
        ...(audience === "edge" && { region: edgeRegion }),
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        alarmActions: rollsBack ? [tell, this.rollback.topicArn] : [tell],
        okActions: [tell],
        ...args,
        // The mail of an alarm carries its description.
        alarmDescription: `${args.alarmDescription} What to do: docs/runbooks/${noun}.md.`,
      },
      { parent: this },
    );
  }

  /** The hit ratio is no metric of CloudFront's until somebody pays for it. */
  private measureEdge(): void {
    const { site, config } = this.args;
    if (!config.edgeMetrics) return;
    new aws.cloudfront.MonitoringSubscription(
      `${this.name}-edge-metrics`,
      {
        distributionId: site.distributionId,
        monitoringSubscription: {
          realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
        },
      },
      { parent: this },
    );
  }
}
