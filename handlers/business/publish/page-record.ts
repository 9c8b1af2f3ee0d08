/**
 * What is published, in the item "pages" of the document's table. Whoever publishes leases it: a page
 * of an older document can then never replace one of a newer.
 */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents } from "../../runtime/dynamodb";
import { tableName } from "../../runtime/environment";
import type { StageFacts } from "./rendering";

export interface PageRecord extends StageFacts {
  /** Where they are: a record that an import has brought from another stage says nothing of this one. */
  readonly bucket: string;
  /** The release that the files are of. */
  readonly release: string;
  /** The one before, whose files stay while an edge may still ask for them. */
  readonly releaseBefore?: string;
  /** Of the document. */
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** A hash of each file, by its path. */
  readonly digests: Readonly<Record<string, string>>;
  /** The distribution that keeps copies; absent during the first deployment. */
  readonly distributionId?: string;
}

export interface PageRecordStore {
  /** What is published; undefined before the first time. */
  find(): Promise<PageRecord | undefined>;
  /** Leases the record until a moment, in milliseconds since 1970; false while somebody else has it. */
  lease(by: string, until: number, now: number): Promise<boolean>;
  /** Writes down what was published; throws where the lease has gone to somebody else. */
  write(by: string, record: PageRecord): Promise<void>;
  /** Ends the lease, if it is still this one. */
  release(by: string): Promise<void>;
}

const Key = { documentId: "pages" };

/** The record on DynamoDB. */
export function pageRecordStore(client = documents()): PageRecordStore {
  const TableName = () => tableName("business");
  const held = { ConditionExpression: "leasedBy = :by" };

  return {
    async find() {
      const { Item } = await client.send(
        new GetCommand({ TableName: TableName(), Key, ConsistentRead: true }),
      );
      return Item?.record as PageRecord | undefined;
    },

    async lease(by, until, now) {
      return unlessRefused(() =>
        client.send(
          new UpdateCommand({
            TableName: TableName(),
            Key,
            UpdateExpression: "SET leasedBy = :by, leasedUntil = :until",
            ConditionExpression: "attribute_not_exists(leasedBy) OR leasedUntil < :now",
            ExpressionAttributeValues: { ":by": by, ":until": until, ":now": now },
          }),
        ),
      );
    },

    async write(by, record) {
      await client.send(
        new UpdateCommand({
          TableName: TableName(),
          Key,
          UpdateExpression: "SET #record = :record",
          ...held,
          ExpressionAttributeNames: { "#record": "record" },
          ExpressionAttributeValues: { ":record": record, ":by": by },
        }),
      );
    },

    async release(by) {
      await unlessRefused(() =>
        client.send(
          new UpdateCommand({
            TableName: TableName(),
            Key,
            UpdateExpression: "REMOVE leasedBy, leasedUntil",
            ...held,
            ExpressionAttributeValues: { ":by": by },
          }),
        ),
      );
    },
  };
}

async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
