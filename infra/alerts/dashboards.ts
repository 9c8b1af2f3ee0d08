import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BookingApi } from "../api/booking-api";
import type { DataStore } from "../data/data-store";
import type { StaticSite } from "../site/static-site";
import { businessWidgets } from "./business-widgets";
import { costWidgets, infrastructureWidgets, type Widget } from "./dashboard-widgets";

export interface DashboardsArgs {
  readonly api: BookingApi;
  readonly site: StaticSite;
  readonly dataStore: DataStore;
}

/** Three dashboards, as many as CloudWatch gives away. */
export class Dashboards extends pulumi.ComponentResource {
  constructor(
    private readonly name: string,
    args: DashboardsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:Dashboards", name, {}, opts);
    const { region } = aws.getRegionOutput({}, { parent: this });
    const sources = { ...args, region };
    this.dashboard("infrastructure", infrastructureWidgets(sources), { start: "-PT3H" });
    this.dashboard("business", businessWidgets(sources), { start: "-P7D" });
    this.dashboard("cost", costWidgets(sources), { start: "-P30D" });
    this.registerOutputs({});
  }

  private dashboard(
    subject: string,
    widgets: readonly Widget[],
    { start }: { readonly start: string },
  ) {
    const laidOut = widgets.map((widget, index) => ({
      x: 12 * (index % 2),
      y: 6 * Math.floor(index / 2),
      width: 12,
      height: 6,
      ...widget,
    }));
    new aws.cloudwatch.Dashboard(
      `${this.name}-${subject}`,
      {
        dashboardName: `${pulumi.getProject()}-${pulumi.getStack()}-${subject}`,
        dashboardBody: pulumi.jsonStringify({ start, periodOverride: "inherit", widgets: laidOut }),
      },
      { parent: this },
    );
  }
}
