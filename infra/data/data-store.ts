import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type TableAction,
  type TableName,
  type Touches,
  tables,
} from "../../contract/operations/operation";
import { tableVariable } from "../../handlers/runtime/environment";
import { allow, type Statement } from "../access/iam";

export interface DataStoreArgs {
  /** Refuse to delete a table; `pulumi destroy` then refuses before it has taken anything away. */
  readonly protectData: boolean;
  /** Other regions that hold a copy of every table; empty for none. */
  readonly copyRegions: readonly string[];
}

/** A table as the other components see it: what to call it and how to be let in. */
export interface StoredTable {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Empty where the table has no stream. */
  readonly streamArn: pulumi.Output<string>;
  grant(...actions: TableAction[]): Statement;
  grantIndex(index: string, ...actions: TableAction[]): Statement;
  grantStream(): Statement;
}

/** The tables of the business. */
export class DataStore extends pulumi.ComponentResource {
  readonly bookings: StoredTable;
  readonly slots: StoredTable;
  readonly products: StoredTable;
  readonly feedback: StoredTable;
  readonly analytics: StoredTable;
  readonly users: StoredTable;
  readonly visits: StoredTable;

  constructor(name: string, args: DataStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    // Tables are the last that a destroy comes to: protected by AWS alone, they would be all it left.
    super("shopfront:infra:DataStore", name, {}, { ...opts, protect: args.protectData });
    const table = (noun: string, shape: TableShape) =>
      stored(
        new aws.dynamodb.Table(
          `${name}-${noun}`,
          { ...safely(args.protectData), ...shape, ...copied(args) },
          { parent: this, ...keepingStream(shape, args) },
        ),
      );

    this.bookings = table("bookings", {
      hashKey: "bookingId",
      attributes: strings("bookingId", "customerEmail", "appointmentDate", "appointmentTime"),
      globalSecondaryIndexes: [
        index("email-date-index", "customerEmail", "appointmentDate"),
        index("date-time-index", "appointmentDate", "appointmentTime"),
      ],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    this.slots = table("slots", {
      hashKey: "staffDay",
      attributes: strings("staffDay"),
      ttl: expiring,
    });
    this.products = table("products", {
      hashKey: "product_id",
      attributes: strings("product_id", "category", "created_at"),
      globalSecondaryIndexes: [index("category-index", "category", "created_at")],
      ttl: expiring,
    });
    this.feedback = table("feedback", {
      hashKey: "feedbackId",
      attributes: strings("feedbackId", "status", "createdAt", "email"),
      globalSecondaryIndexes: [
        index("recent-index", "status", "createdAt"),
        index("email-index", "email", "createdAt"),
      ],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      ttl: expiring,
    });
    this.analytics = table("analytics", {
      hashKey: "aggregateId",
      attributes: strings("aggregateId"),
      ttl: expiring,
    });
    this.users = table("users", {
      hashKey: "userId",
      // `kind` is "user" on users and absent on the items that keep e-mails unique, so the index
      // lists users alone.
      attributes: strings("userId", "kind", "createdAt"),
      globalSecondaryIndexes: [index("created-index", "kind", "createdAt")],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    this.visits = table("visits", {
      hashKey: "counter_id",
      attributes: strings("counter_id"),
      ttl: expiring,
    });
    this.registerOutputs(this.tableNames);
  }

  /** What DynamoDB calls each table. */
  get tableNames(): Record<TableName, pulumi.Output<string>> {
    const names = tables.map((noun) => [noun, this[noun].name]);
    return Object.fromEntries(names) as Record<TableName, pulumi.Output<string>>;
  }

  /** Turns the tables that a row touches into the function's statements. */
  grants(touches: Touches): Statement[] {
    return Object.entries(touches).map(([place, actions = []]) => {
      const [table, indexName] = place.split("/") as [TableName, string | undefined];
      return indexName
        ? this[table].grantIndex(indexName, ...actions)
        : this[table].grant(...actions);
    });
  }

  /** The environment that tells a function the names of the tables it touches. */
  environment(touches: Touches): Record<string, pulumi.Output<string>> {
    const touched = Object.keys(touches).map((place) => place.split("/")[0] as TableName);
    return Object.fromEntries(touched.map((table) => [tableVariable(table), this[table].name]));
  }
}

const expiring = { enabled: true, attributeName: "expiresAt" };

type TableShape = Pick<
  aws.dynamodb.TableArgs,
  "hashKey" | "attributes" | "globalSecondaryIndexes" | "streamEnabled" | "streamViewType" | "ttl"
>;

/**
 * Encryption is not among these because no table is without it: with nothing said, the key is AWS's own.
 * With `serverSideEncryption` it would be the account's aws/dynamodb, whose every question is billed: more
 * than the tables themselves at this traffic, for a key policy that nobody can change.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 */
function safely(protectData: boolean) {
  return {
    billingMode: "PAY_PER_REQUEST",
    // The longest that DynamoDB offers.
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    deletionProtectionEnabled: protectData,
  };
}

/**
 * The copies of a table. They are for recovery: this program writes in its own region alone, because
 * a condition only holds in the region that checks it, and two regions could sell one slot.
 */
function copied({ copyRegions, protectData }: DataStoreArgs): Partial<aws.dynamodb.TableArgs> {
  if (copyRegions.length === 0) return {};
  return {
    // Copies are fed from the stream: without it each deployment would try to turn it off.
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    replicas: copyRegions.map((regionName) => ({
      regionName,
      // DynamoDB copies neither setting by itself.
      pointInTimeRecovery: true,
      deletionProtectionEnabled: protectData,
      propagateTags: true,
    })),
  };
}

/**
 * A stream that only fed copies outlives them: the provider would turn it off before it takes the copies
 * away, which DynamoDB refuses. It costs nothing while nobody reads it.
 * https://github.com/hashicorp/terraform-provider-aws/issues/34450
 */
function keepingStream(
  { streamEnabled }: TableShape,
  { copyRegions }: DataStoreArgs,
): pulumi.CustomResourceOptions {
  if (streamEnabled || copyRegions.length > 0) return {};
  return { ignoreChanges: ["streamEnabled", "streamViewType"] };
}

function strings(...names: string[]) {
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

function stored(table: aws.dynamodb.Table): StoredTable {
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
