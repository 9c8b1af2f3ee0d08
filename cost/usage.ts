import type { Graph } from "local-stage";
import { guess } from "./assumptions";
import { callUsage, glueUsage } from "./call-usage";
import { edgeUsage } from "./edge-usage";
import { archiveUsage } from "./log-archive";
import { indexesOf, tableNamed } from "./named";
import type { Usage } from "./prices";
import type { Traffic } from "./traffic";

/** Everything that traffic uses of what a stage declares. */
export function usageOf(graph: Graph, traffic: Traffic): Usage[] {
  const usage = [
    ...edgeUsage(graph, traffic),
    ...Object.entries(traffic.calls).flatMap(([name, calls]) =>
      calls > 0 ? callUsage(graph, name, calls, traffic.capacity) : [],
    ),
    ...glueUsage(graph),
    ...ofTables(graph, traffic),
    ...ofMails(graph, traffic),
    { price: "cognito.users", quantity: traffic.admins, what: "the owner and who helps" },
  ] satisfies Usage[];
  return [...usage, ...archiveUsage(graph, usage)];
}

function ofTables(graph: Graph, { items }: Traffic): Usage[] {
  return Object.entries(items).flatMap(([table, count]) => {
    const { inputs } = tableNamed(graph, table);
    const gbs = (count * (guess(`${table}Kb` as "bookingsKb") + 0.1)) / 1024 ** 2;
    const indexes = indexesOf(tableNamed(graph, table));
    const places = 1 + (inputs.replicas?.length ?? 0);
    const recoverable = inputs.pointInTimeRecovery?.enabled ? places : 0;
    return [
      { price: "dynamodb.storage", quantity: gbs * (1 + indexes) * places, what: table },
      { price: "dynamodb.recovery", quantity: gbs * recoverable, what: table },
      { price: "backup.storage", quantity: gbs * monthsKept(graph), what: table },
    ] satisfies Usage[];
  });
}

/** How many monthly copies there are at a time. */
function monthsKept(graph: Graph): number {
  const days = graph
    .ofType("aws:backup/plan:Plan")
    .flatMap(({ inputs }) => inputs.rules ?? [])
    .map(({ lifecycle }) => lifecycle?.deleteAfter ?? 365);
  return Math.ceil(Math.max(0, ...days) / 30);
}

function ofMails(graph: Graph, { mails }: Traffic): Usage[] {
  const heard = graph.ofType(
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  );
  const { replicas = [] } = tableNamed(graph, "bookings").inputs;
  // A mail is noted on its booking before and after it is sent, each time in a transaction, which is
  // billed twice on the table itself; it goes into the index of what is owed and out of it, and one in two
  // is caused by a visitor and counted for its address.
  const noted = 2 * guess("bookingsKb") * (2 + indexesOf(tableNamed(graph, "bookings"))) + 2 + 1;
  return [
    {
      price: "dynamodb.writes",
      quantity: mails * noted * (1 + replicas.length),
      what: "what became of mails",
    },
    { price: "dynamodb.reads", quantity: mails, what: "bookings to remind of" },
    { price: "ses.mails", quantity: mails, what: "confirmations, changes, reminders" },
    {
      price: "ses.attachments",
      quantity: (mails * guess("mailKb")) / 1024 ** 2,
      what: "calendar files",
    },
    { price: "sns.requests", quantity: mails * heard.length, what: "news of mails" },
  ];
}
