import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TableAction } from "../../contract/operations/operation";
import { allow, type Statement } from "../access/iam";

/** A table as other components see it: its name, and grants to it. */
export interface StoredTable {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Empty where the table has no stream. */
  readonly streamArn: pulumi.Output<string>;
  grant(...actions: TableAction[]): Statement;
  grantIndex(index: string, ...actions: TableAction[]): Statement;
  grantStream(): Statement;
}

/** The public face of a table. */
export function storedTable(table: aws.dynamodb.Table): StoredTable {
  return {
    name: table.name,
    arn: table.arn,
    streamArn: table.streamArn,
    grant: (...actions) => allow("dynamodb", actions, table.arn),
    grantIndex: (indexName, ...actions) =>
      allow("dynamodb", actions, pulumi.interpolate`${table.arn}/index/${indexName}`),
    grantStream: () =>
      allow(
        "dynamodb",
        ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"],
        table.streamArn,
      ),
  };
}
