import {
  type BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { backupMark } from "../../handlers/runtime/stream";
import type { Item } from "../../scripts/backup/item";
import type { Table } from "../../scripts/backup/table";
import { putItems } from "../../scripts/backup/writer";

describe("the writer of a backup", () => {
  const items: Item[] = ["a", "b", "c"].map((id) => ({ id: { S: id } }));
  const aTable = (noun: Table["noun"]): Table => ({
    noun,
    name: noun,
    key: [{ name: "id", type: "S" }],
  });

  /** A DynamoDB that takes one item of each batch and leaves the rest; it writes down what it is asked. */
  function busy() {
    const puts: unknown[] = [];
    const updates: UpdateItemCommand["input"][] = [];
    const send = async (command: unknown) => {
      if (command instanceof UpdateItemCommand) {
        updates.push(command.input);
        throw new ConditionalCheckFailedException({ message: "deleted meanwhile", $metadata: {} });
      }
      const { RequestItems = {} } = (command as BatchWriteItemCommand).input;
      const [[name, [first, ...others]]] = Object.entries(RequestItems) as [[string, unknown[]]];
      puts.push((first as { PutRequest: { Item: Item } }).PutRequest.Item);
      return { UnprocessedItems: others.length > 0 ? { [name]: others } : {} };
    };
    return { client: { send } as unknown as DynamoDBClient, puts, updates };
  }

  it("writes again what DynamoDB left, each once", async () => {
    const { client, puts, updates } = busy();
    await putItems(client, aTable("products"), items, "run");
    expect(puts).to.deep.equal(items);
    expect(updates).to.deep.equal([]);
  });

  it("marks what a stream function would see, and unmarks it only where it is still there", async () => {
    for (const noun of ["bookings", "feedback"] as const) {
      const { client, puts, updates } = busy();
      await putItems(client, aTable(noun), items, "run");
      expect(puts).to.deep.equal(items.map((item) => ({ ...item, [backupMark]: { S: "run" } })));
      expect(updates.map(({ Key }) => Key)).to.deep.equal(items);
      for (const { ConditionExpression } of updates)
        expect(ConditionExpression).to.equal("#mark = :run");
    }
  });
});
