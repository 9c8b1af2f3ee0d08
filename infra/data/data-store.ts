import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type TableName, type Touches, tables } from "../../contract/operations/operation";
import { tableVariable } from "../../handlers/runtime/environment";
import type { Statement } from "../access/iam";
import { type StoredTable, storedTable } from "./stored-table";
import { protection, replicas, streamOptions, type TableShape } from "./table-options";

export interface DataStoreArgs {
  /** Deletion protection; `pulumi destroy` then refuses before it deletes anything. */
  readonly protectData: boolean;
  /** Other regions with a replica of every table; empty for none. */
  readonly copyRegions: readonly string[];
}

/** The tables. */
export class DataStore extends pulumi.ComponentResource {
  readonly bookings: StoredTable;
  readonly slots: StoredTable;
  readonly products: StoredTable;
  readonly feedback: StoredTable;
  readonly analytics: StoredTable;
  readonly users: StoredTable;
  readonly visits: StoredTable;
  readonly business: StoredTable;

  constructor(name: string, args: DataStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    // A destroy deletes tables last: protected by AWS alone, they would be all that is left.
    super("shopfront:infra:DataStore", name, {}, { ...opts, protect: args.protectData });
    const { protectData, copyRegions } = args;
    const table = (key: TableName, shape: TableShape) =>
      storedTable(
        new aws.dynamodb.Table(
          `${name}-${key}`,
          { ...protection(protectData), ...shape, ...replicas(copyRegions, protectData) },
          { parent: this, ...streamOptions(shape, copyRegions) },
        ),
      );

    this.bookings = table("bookings", {
      hashKey: "bookingId",
      attributes: stringAttributes(
        "bookingId",
        "customerEmail",
        "appointmentDate",
        "appointmentTime",
        "owing",
        "owedFrom",
      ),
      globalSecondaryIndexes: [
        index("email-date-index", "customerEmail", "appointmentDate"),
        index("date-time-index", "appointmentDate", "appointmentTime"),
        // Only bookings that owe a message have these attributes, and so are in it.
        { ...index("owed-index", "owing", "owedFrom"), projectionType: "KEYS_ONLY" },
      ],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    this.slots = table("slots", {
      hashKey: "staffDay",
      attributes: stringAttributes("staffDay"),
      ttl,
    });
    this.products = table("products", {
      hashKey: "product_id",
      attributes: stringAttributes("product_id", "category", "created_at"),
      globalSecondaryIndexes: [index("category-index", "category", "created_at")],
      ttl,
    });
    this.feedback = table("feedback", {
      hashKey: "feedbackId",
      attributes: stringAttributes("feedbackId", "status", "createdAt", "email"),
      globalSecondaryIndexes: [
        index("recent-index", "status", "createdAt"),
        index("email-index", "email", "createdAt"),
      ],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      ttl,
    });
    this.analytics = table("analytics", {
      hashKey: "aggregateId",
      attributes: stringAttributes("aggregateId"),
      ttl,
    });
    this.users = table("users", {
      hashKey: "userId",
      // `kind` is "user" on users and absent from the items that keep e-mails unique, so the index lists
      // users only.
      attributes: stringAttributes("userId", "kind", "createdAt"),
      globalSecondaryIndexes: [index("created-index", "kind", "createdAt")],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    this.visits = table("visits", {
      hashKey: "counter_id",
      attributes: stringAttributes("counter_id"),
      ttl,
    });
    this.business = table("business", {
      hashKey: "documentId",
      attributes: stringAttributes("documentId"),
      streamEnabled: true,
      // As copies in other regions want it; the publisher only looks at the keys.
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    this.registerOutputs(this.tableNames);
  }

  /** What DynamoDB calls each table. */
  get tableNames(): Record<TableName, pulumi.Output<string>> {
    const names = tables.map((table) => [table, this[table].name]);
    return Object.fromEntries(names) as Record<TableName, pulumi.Output<string>>;
  }

  /** The statements for everything that a function touches. */
  grants(touches: Touches): Statement[] {
    return Object.entries(touches).map(([target, actions = []]) => {
      const [table, indexName] = target.split("/") as [TableName, string | undefined];
      return indexName
        ? this[table].grantIndex(indexName, ...actions)
        : this[table].grant(...actions);
    });
  }

  /** The environment variables with the names of the tables that a function touches. */
  environment(touches: Touches): Record<string, pulumi.Output<string>> {
    const touched = Object.keys(touches).map((target) => target.split("/")[0] as TableName);
    return Object.fromEntries(touched.map((table) => [tableVariable(table), this[table].name]));
  }
}

const ttl = { enabled: true, attributeName: "expiresAt" };

function stringAttributes(...names: string[]) {
  return names.map((name) => ({ name, type: "S" }));
}

function index(name: string, hashKey: string, rangeKey: string) {
  return {
    name,
    keySchemas: [
      { attributeName: hashKey, keyType: "HASH" },
      { attributeName: rangeKey, keyType: "RANGE" },
    ],
    projectionType: "ALL",
  };
}
