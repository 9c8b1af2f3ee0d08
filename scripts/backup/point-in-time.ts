import { setTimeout as pause } from "node:timers/promises";
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
} from "@aws-sdk/client-dynamodb";
import { describeTable, type Table } from "./table";

/** So long DynamoDB may not know a table yet that it has begun to make. */
const settlingMs = 60_000;

export interface PointInTimeOptions {
  /** The last moment that all tables have without it. */
  readonly at?: Date;
  /** Tells a person how far it is. */
  readonly say: (line: string) => void;
  /** Between two looks at a table that is being made. Default 15,000. */
  readonly lookEveryMs?: number;
}

/** A table beside the one that it was restored from. */
export interface Restored {
  readonly table: Table;
  readonly copy: Table;
}

/**
 * Has DynamoDB restore the tables to one and the same second, into new tables beside them. Throws one
 * sentence where a table does not reach back to it.
 */
export async function restoreTables(
  client: DynamoDBClient,
  tables: readonly Table[],
  { at, say, lookEveryMs = 15_000 }: PointInTimeOptions,
): Promise<Restored[]> {
  const windows = await Promise.all(tables.map((table) => windowOf(client, table)));
  const earliest = Math.max(...windows.map(({ from }) => from.getTime()));
  const latest = Math.min(...windows.map(({ to }) => to.getTime()));
  // DynamoDB knows whole seconds.
  const moment = new Date(Math.floor((at?.getTime() ?? latest) / 1000) * 1000);
  if (moment.getTime() < Math.floor(earliest / 1000) * 1000 || moment.getTime() > latest) {
    throw new Error(
      `${iso(moment)} is out of range: the tables can be restored to any second from ${iso(new Date(earliest))} to ${iso(new Date(latest))}.`,
    );
  }
  const suffix = iso(moment).replace(/[-:]/g, "");
  const copies = tables.map((table) => ({ table, name: `${table.name}-restored-${suffix}` }));
  for (const { table, name } of copies) await begin(client, table, name, moment);
  say(
    `Restoring to ${iso(moment)}; this takes DynamoDB several minutes, however small the tables are.`,
  );
  const begun = Date.now();
  return Promise.all(
    copies.map(async ({ table, name }) => {
      while (!(await isReady(client, name, Date.now() - begun < settlingMs))) {
        await pause(lookEveryMs);
        say(`  ${name}: ${Math.round((Date.now() - begun) / 1000)} s`);
      }
      say(`  ${name} is ready`);
      return { table, copy: await describeTable(client, table.noun, name) };
    }),
  );
}

async function windowOf(client: DynamoDBClient, { name, noun }: Table) {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: name }),
  );
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  const { EarliestRestorableDateTime: from, LatestRestorableDateTime: to } = recovery ?? {};
  if (!from || !to) throw new Error(`Table ${name} (${noun}) has no point-in-time recovery.`);
  return { from, to };
}

async function begin(client: DynamoDBClient, table: Table, name: string, moment: Date) {
  try {
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: table.name,
        TargetTableName: name,
        RestoreDateTime: moment,
      }),
    );
  } catch (error) {
    if (!(error instanceof TableAlreadyExistsException)) throw error;
    throw new Error(`${name} already exists; use it with --from ${table.noun}=${name}.`);
  }
}

async function isReady(client: DynamoDBClient, TableName: string, isNew: boolean) {
  try {
    const { Table: found } = await client.send(new DescribeTableCommand({ TableName }));
    return found?.TableStatus === "ACTIVE" && !found.RestoreSummary?.RestoreInProgress;
  } catch (error) {
    if (isNew && error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

function iso(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, "Z");
}
