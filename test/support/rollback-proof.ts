import { expect } from "chai";
import type { FunctionRecord, PublishedVersion } from "local-stage/parts";
import { addMinutes } from "../../contract/rules/calendar";
import { systemClock } from "../../handlers/runtime/clock";
import type { Grant } from "./grants";
import type { TestStage } from "./stage";

/** Functions that the rollback may move: the glue is not among them. */
const glue =
  /-(roll-back|prune-versions|invalidate-pages|publish-pages|report-usage|release-versions)$/;

/**
 * Seen at work: a function, the one that a grant is for, has a new version whose every call failed.
 * Given when it is moved back and the people are told.
 */
export async function rolledBack(site: TestStage, grant?: Grant): Promise<() => Promise<void>> {
  const { registry } = site.stage.lambda;
  const named = registry.records.get(grant?.resource.split(":")[6] ?? "");
  const record = named ?? anyOf([...registry.records.values()]);
  const [bad, good] = publishAnother(record);
  return async () => {
    report(site, record.name, { Invocations: 20, Errors: 20 });
    const last = lastAnnouncement(site);
    let found = record.aliases;
    try {
      await ringRollbackAlarm(site);
    } finally {
      // Takes it all back, so that what is tried next finds nothing broken but its own.
      report(site, record.name, { Invocations: -20, Errors: -20 });
      found = record.aliases;
      record.aliases = { live: { version: good, description: "" } };
    }
    // First what it says of itself: where it did nothing, that tells why.
    const announced = lastAnnouncement(site);
    expect(announced, "an announcement").not.to.equal(last);
    expect(announced?.message).to.include(`from version ${bad} to ${good}`);
    expect(found.live?.version).to.equal(good);
    expect(found["rolled-back"]?.version).to.equal(bad);
    expect(found["rolled-back"]?.description).to.match(new RegExp(`^${bad} 20\\S+Z$`));
  };
}

/** What the rollback said last; other topics are written to meanwhile. */
export function lastAnnouncement({ stage }: TestStage) {
  return stage.sns.recent().find(isAnnouncement);
}

/** All that the rollback has said, newest first. */
export function announcements({ stage }: TestStage): string[] {
  return stage.sns
    .recent()
    .filter(isAnnouncement)
    .map(({ message }) => message);
}

const isAnnouncement = ({ by }: { readonly by: string }) => by.endsWith("-roll-back");

function anyOf(records: readonly FunctionRecord[]): FunctionRecord {
  const found = records.find(({ name }) => !glue.test(name));
  if (!found) throw new Error("The program has no function that can be rolled back.");
  return found;
}

/**
 * A copy of the newest version as the live one, nothing ever rolled back; gives it and the one before,
 * which is the same each time, so that its health check finds it started.
 */
function publishAnother(record: FunctionRecord): [bad: string, good: string] {
  const [first] = record.versions as [PublishedVersion, ...PublishedVersion[]];
  const bad = String(record.nextVersion++);
  // Both at once, so that nothing is measured of the first alone; minutes ago, so that no pair of reports
  // of earlier runs is cut in two by the start of a minute.
  const publishedAt = addMinutes(systemClock(), -9);
  record.versions = [
    { ...first, publishedAt },
    { ...record.latest, version: bad, publishedAt },
  ];
  record.aliases = { live: { version: bad, description: "" } };
  return [bad, first.version];
}

/** What CloudWatch would have measured of the live version. */
export function report(
  site: TestStage,
  functionName: string,
  sums: Readonly<Record<string, number>>,
) {
  const dimensions = { FunctionName: functionName, Resource: `${functionName}:live` };
  for (const [metric, sum] of Object.entries(sums)) {
    site.stage.cloudWatch.metrics.put("AWS/Lambda", metric, sum, [dimensions]);
  }
}

/** As CloudWatch publishes when the alarm over all functions starts to ring. */
export async function ringRollbackAlarm({ stage }: TestStage): Promise<void> {
  const alarm = stage.graph.named(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "alerts-function-errors",
  ).outputs;
  const topic = stage.graph.named("aws:sns/topic:Topic", "alerts-rollback-alarm-topic").outputs;
  await stage.sns.publish(topic.arn, {
    message: JSON.stringify({ AlarmName: alarm.name, NewStateValue: "ALARM" }),
    source: { principal: "cloudwatch.amazonaws.com", sourceArn: alarm.arn },
  });
}
