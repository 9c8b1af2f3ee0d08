import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { documents } from "../../handlers/runtime/dynamodb";

type Item = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: the inputs of every command of DynamoDB
type Input = any;

/** The items that are there, by table and the value of their key. */
export type Items = Readonly<Record<string, Readonly<Record<string, Item>>>>;

const mostKeyBytes = 2_048;

/**
 * Stands in for DynamoDB where a hundred thousand requests would take a real engine too long. It
 * always holds the same items, answers plausibly, counts what it would have written, and throws at
 * what DynamoDB would refuse as malformed: those are the requests that end as a 500.
 */
export class RecordedTables {
  /** Writes that would have changed a table; one for each transaction. */
  writes = 0;
  /** How many refusals were noted for the copies of their requests. */
  refusalNotes = 0;
  #transactions = 0;

  constructor(private readonly items: Items) {}

  /** Every function of this process speaks to these tables from now on; the answer ends that. */
  install(): () => void {
    const client = documents() as { send: unknown };
    client.send = (command: { input: Input; constructor: { name: string } }) =>
      this.answer(command.constructor.name, command.input);
    return () => {
      Reflect.deleteProperty(client, "send");
    };
  }

  private async answer(command: string, input: Input): Promise<unknown> {
    switch (command) {
      case "GetCommand":
        return { Item: this.find(input.TableName, input.Key) };
      case "BatchGetCommand":
        return {
          Responses: Object.fromEntries(
            Object.entries<Input>(input.RequestItems).map(([table, { Keys }]) => [
              table,
              Keys.flatMap((key: Item) => this.find(table, key) ?? []),
            ]),
          ),
        };
      case "QueryCommand":
        return { Items: this.query(input) };
      case "TransactGetCommand":
        return {
          Responses: input.TransactItems.map(({ Get }: Input) => {
            const Item = this.find(Get.TableName, Get.Key);
            return Item ? { Item } : {};
          }),
        };
      case "TransactWriteCommand": {
        const targets = input.TransactItems.map((write: Input) => {
          const [request] = Object.values<Input>(write);
          return { request, before: this.target(request) };
        });
        const [only, ...others] = targets;
        // The condition of a single write says whether the item is there, and so does what is read next.
        if (others.length === 0) {
          if (!holds(only.request, only.before)) throw cancelled(["ConditionalCheckFailed"]);
          if (isRefusalNote(only.request)) this.refusalNotes++;
          else this.writes++;
          return {};
        }
        // Somebody else was faster now and then, so that conflicts are answered, too.
        if (this.#transactions++ % 5 === 4) {
          throw cancelled(
            targets.map((_: unknown, index: number) =>
              index === 1 ? "ConditionalCheckFailed" : "None",
            ),
          );
        }
        this.writes++;
        return {};
      }
      default:
        throw new Error(`${command} is not one that a function may send.`);
    }
  }

  private find(table: string, key: Item): Item | undefined {
    return this.itemOf(table, checkedKey(key));
  }

  private query(input: Input): Item[] {
    checkExpressions(input);
    if (input.ExclusiveStartKey) marshalled(input.ExclusiveStartKey);
    const wanted = Object.values<unknown>(input.ExpressionAttributeValues);
    return Object.values(this.items[input.TableName] ?? {})
      .filter((item) => Object.values(item).includes(wanted[0]))
      .slice(0, input.Limit);
  }

  /** What a write is about, as it is there; throws where the write is malformed. */
  private target(input: Input): Item | undefined {
    checkExpressions(input);
    if (!input.Item) return this.find(input.TableName, input.Key);
    marshalled(input.Item);
    const [value] = Object.values<unknown>(input.Item);
    return this.itemOf(input.TableName, String(value));
  }

  private itemOf(table: string, key: string): Item | undefined {
    const items = this.items[table] ?? {};
    return Object.hasOwn(items, key) ? items[key] : undefined;
  }
}

/** Whether a write does nothing but keep a refusal under the key of its request. */
function isRefusalNote({ Key, UpdateExpression = "" }: Input): boolean {
  return (
    String(Key?.staffDay).startsWith("idempotency#") && UpdateExpression.startsWith("SET refusal ")
  );
}

function cancelled(codes: readonly string[]): TransactionCanceledException {
  return new TransactionCanceledException({
    message: "The transaction was cancelled",
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

/** The few conditions that single writes make. */
function holds(input: Input, before: Item | undefined): boolean {
  const condition: string = input.ConditionExpression ?? "";
  if (/^attribute_not_exists\(\w+\)$/.test(condition)) return before === undefined;
  if (condition.startsWith("version = :version")) {
    return before?.version === input.ExpressionAttributeValues[":version"];
  }
  return !condition.startsWith("attribute_exists(") || before !== undefined;
}

function checkedKey(key: Item): string {
  marshalled(key);
  const [value] = Object.values(key);
  const bytes = Buffer.byteLength(String(value));
  if (bytes === 0 || bytes > mostKeyBytes) throw invalid(`a key of ${bytes} bytes`);
  return String(value);
}

/** Names and values are used as they are declared, and declared as they are used. */
function checkExpressions(input: Input): void {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input;
  marshalled(values);
  const text = ["Key", "Condition", "Filter", "Update"]
    .map((kind) => input[`${kind}${kind === "Key" ? "Condition" : ""}Expression`] ?? "")
    .join(" ");
  const used = new Set(text.match(/[#:]\w+/g));
  const declared = [...Object.keys(names), ...Object.keys(values)];
  const odd = [...declared.filter((name) => !used.has(name))];
  for (const name of used) if (!declared.includes(name)) odd.push(name);
  if (odd.length > 0) throw invalid(`${odd.join(", ")} in ${text}`);
}

/** Throws at numbers that DynamoDB's client refuses, and at text that is no UTF-8. */
function marshalled(item: Item): void {
  marshall(item, { removeUndefinedValues: true });
  if (/\\ud[89a-f]/.test(JSON.stringify(item))) throw invalid("half of a surrogate pair");
}

function invalid(what: string): Error {
  return Object.assign(new Error(`DynamoDB refuses ${what}.`), { name: "ValidationException" });
}
