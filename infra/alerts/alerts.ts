import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "../api/booking-api";
import type { StageConfig } from "../config";
import { edgeRegion } from "../edge/cloudfront";
import type { LambdaFunction } from "../functions/lambda";
import type { StaticSite } from "../site/static-site";
import { alarmList } from "./alarm-list";
import type { AlarmSpec, Audience } from "./alarm-spec";
import { AlertTopic, type Publisher } from "./alert-topic";
import { countColdStarts } from "./cold-starts";
import { Rollback } from "./rollback";

export interface AlertsArgs {
  readonly api: BookingApi;
  readonly site: StaticSite;
  /** Every function of the program, whose logs are counted. */
  readonly functions: readonly LambdaFunction[];
  readonly config: StageConfig;
}

/** The alarms of a stage, whom they notify, and the rollback that one of them triggers. */
export class Alerts extends pulumi.ComponentResource {
  /** Customers notice: e-mail and SMS. */
  readonly criticalTopicArn: pulumi.Output<string>;
  /** Needs a look within the day: e-mail. */
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
      { functions: api.functions, reportTo: this.criticalTopicArn, config },
      { parent: this },
    );
    for (const spec of this.alarmSpecs()) this.alarm(spec);
    this.edgeMetrics();
    this.registerOutputs({
      criticalTopicArn: this.criticalTopicArn,
      warningTopicArn: this.warningTopicArn,
    });
  }

  private alarmSpecs(): AlarmSpec[] {
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
    more: { readonly phone?: pulumi.Input<string>; readonly region?: string } = {},
  ): AlertTopic {
    const { alertEmail: email } = this.args.config;
    return new AlertTopic(
      `${this.name}-${audience}`,
      { publishers, email, ...more },
      { parent: this },
    );
  }

  private alarm(spec: AlarmSpec): void {
    const { name, audience, rollsBack, description, evaluated, threshold } = spec;
    const topic = this.audiences[audience].arn;
    new aws.cloudwatch.MetricAlarm(
      `${this.name}-${name}`,
      {
        ...(audience === "edge" && { region: edgeRegion }),
        ...evaluated,
        threshold,
        comparisonOperator: spec.comparisonOperator ?? "GreaterThanThreshold",
        evaluationPeriods: spec.evaluationPeriods ?? 1,
        treatMissingData: "notBreaching",
        alarmActions: rollsBack ? [topic, this.rollback.topicArn] : [topic],
        okActions: [topic],
        // The e-mail of an alarm quotes its description.
        alarmDescription: `${description} Runbook: docs/runbooks/${name}.md`,
      },
      { parent: this },
    );
  }

  /** The cache hit rate is among the additional metrics, which CloudFront bills. */
  private edgeMetrics(): void {
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
