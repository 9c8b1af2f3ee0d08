import type { AlarmSources, AlarmSpec } from "./alarm-spec";
import { fiveMinutes, minute, statisticOf } from "./metrics";

/** The alarms of the tables and their streams. */
export function dataAlarms({ failureQueueName }: AlarmSources): AlarmSpec[] {
  return [
    {
      name: "table-throttles",
      audience: "critical",
      description: "DynamoDB throttled a request within a minute.",
      // Seven tables with their operations are more metrics than one sum may have.
      evaluated: {
        metricQueries: [
          {
            id: "throttles",
            expression:
              'SELECT SUM(ThrottledRequests) FROM SCHEMA("AWS/DynamoDB", TableName, Operation)',
            period: minute,
            returnData: true,
          },
        ],
      },
      threshold: 0,
    },
    {
      name: "stream-failures",
      audience: "warning",
      description: "The failure queue is not empty: a function gave up on an event.",
      evaluated: statisticOf(
        {
          namespace: "AWS/SQS",
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: failureQueueName },
        },
        fiveMinutes,
        "Maximum",
      ),
      threshold: 0,
    },
  ];
}
