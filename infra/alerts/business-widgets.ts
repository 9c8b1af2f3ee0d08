import * as pulumi from "@pulumi/pulumi";
import type { DashboardSources, Widget } from "./dashboard-widgets";

/**
 * The business at a glance: bookings, ratings, sentiment and errors. They are log queries, run when
 * somebody opens the dashboard, so that no figure costs a custom metric.
 */
export function businessWidgets({ api, region }: DashboardSources): Widget[] {
  const logOf = (shortName: string) => {
    const found = api.functions.find((one) => one.shortName === shortName);
    if (!found)
      throw new Error(`The business dashboard reads ${shortName}, which is not a function.`);
    return found.logGroupName;
  };
  const query = (
    title: string,
    functionNames: readonly string[],
    text: string,
    view = "table",
  ): Widget => ({
    type: "log",
    properties: {
      title,
      region,
      view,
      query: pulumi
        .all(functionNames.map(logOf))
        .apply((names) => [...names.map((name) => `SOURCE '${name}'`), text].join(" | ")),
    },
  });
  return [
    query(
      "Bookings per day",
      ["create-booking"],
      'filter message.event = "booking.created" | stats count(*) as bookings by bin(1d)',
      "bar",
    ),
    query(
      "Bookings by staff member",
      ["create-booking"],
      'filter message.event = "booking.created" | stats count(*) as bookings by message.staff',
    ),
    query(
      "Cancelled or moved by customers",
      ["cancel-booking", "reschedule-booking"],
      'filter message.event in ["booking.cancelled", "booking.moved"] | stats count(*) as visits by message.event',
    ),
    query(
      "Average rating per day",
      ["create-feedback"],
      'filter message.event = "feedback.created" | stats avg(message.rating) as rating, count(*) as reviews by bin(1d)',
      "timeSeries",
    ),
    query(
      "Reviews by sentiment",
      ["create-feedback"],
      'filter message.event = "feedback.created" | stats count(*) as reviews by message.sentiment',
      "pie",
    ),
    query(
      "Top errors",
      [
        "create-booking",
        "get-availability",
        "reschedule-booking",
        "cancel-booking",
        "create-feedback",
        "notify-customer",
        "send-reminders",
        "send-owed",
      ],
      'filter level = "ERROR" | stats count(*) as times by message.event, message.error | sort times desc | limit 20',
    ),
  ];
}
