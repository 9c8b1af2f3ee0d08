import * as pulumi from "@pulumi/pulumi";
import type { Shown, Widget } from "./dashboard-widgets";

/**
 * What the owner asks: bookings, ratings, moods and what goes wrong. They are questions to the logs,
 * asked when somebody looks, so that no figure costs a metric of its own.
 */
export function businessWidgets({ api, region }: Shown): Widget[] {
  const logOf = (noun: string) => {
    const found = api.functions.find((one) => one.noun === noun);
    if (!found) throw new Error(`The business dashboard reads ${noun}, which is no function.`);
    return found.logGroupName;
  };
  const ask = (title: string, nouns: readonly string[], query: string, view = "table"): Widget => ({
    type: "log",
    properties: {
      title,
      region,
      view,
      query: pulumi
        .all(nouns.map(logOf))
        .apply((names) => [...names.map((name) => `SOURCE '${name}'`), query].join(" | ")),
    },
  });
  return [
    ask(
      "Bookings a day",
      ["create-booking"],
      'filter message.event = "booking.created" | stats count(*) as bookings by bin(1d)',
      "bar",
    ),
    ask(
      "Bookings by who does them",
      ["create-booking"],
      'filter message.event = "booking.created" | stats count(*) as bookings by message.staff',
    ),
    ask(
      "Cancelled and moved by customers",
      ["cancel-booking", "reschedule-booking"],
      'filter message.event in ["booking.cancelled", "booking.moved"] | stats count(*) as visits by message.event',
    ),
    ask(
      "Ratings a day",
      ["create-feedback"],
      'filter message.event = "feedback.created" | stats avg(message.rating) as rating, count(*) as reviews by bin(1d)',
      "timeSeries",
    ),
    ask(
      "Moods of the reviews",
      ["create-feedback"],
      'filter message.event = "feedback.created" | stats count(*) as reviews by message.sentiment',
      "pie",
    ),
    ask(
      "What goes wrong most",
      [
        "create-booking",
        "get-availability",
        "reschedule-booking",
        "cancel-booking",
        "create-feedback",
        "notify-customer",
        "send-reminders",
      ],
      'filter level = "ERROR" | stats count(*) as times by message.event, message.error | sort times desc | limit 20',
    ),
  ];
}
