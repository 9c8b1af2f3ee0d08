import type { Service } from "../../service";
import { arn, physicalName } from "../../values";
import { dynamoDbApi } from "./calls";
import { type Engine, startEngine } from "./engine";
import { ensureTables } from "./tables";
import { startToolsPort } from "./tools-port";

declare module "../../service" {
  interface Faces {
    readonly dynamodb: DynamoDb;
  }
}

/** The tables of the program. */
export interface DynamoDb {
  /** The engine itself, past every check. */
  readonly engine: Engine;
  /** The tables for people's own tools, which sign with the stage's own key. */
  readonly toolsUrl: string;
  /** Tells the name of each table that a function wrote to. */
  onWrite(listener: (table: string) => void): void;
  /** Says that a table was written to. */
  wrote(table: string): void;
}

/** DynamoDB: a real engine behind the gate. */
export const dynamodb: Service<"dynamodb", DynamoDb> = {
  name: "dynamodb",
  types: ["aws:dynamodb/table:Table"],
  values: {
    "aws:dynamodb/table:Table": {
      id: physicalName,
      outputs: {
        name: physicalName,
        arn: arn("dynamodb", (declared) => `table/${physicalName(declared)}`),
        streamArn: (declared) =>
          declared.inputs.streamEnabled
            ? arn(
                "dynamodb",
                () => `table/${physicalName(declared)}/stream/2026-01-01T00:00:00.000`,
              )(declared)
            : "",
      },
    },
  },
  api: { dynamodb: { protocol: "json", answer: dynamoDbApi } },
  keeps: ["dynamodb"],
  // The engine comes up in a process of its own while this one is busy loading the Pulumi SDK, which
  // holds up everything else here: so it has to be on its way by then.
  async prepare(folder, onClose) {
    let onSpawn = () => {};
    const launched = new Promise<void>((done) => {
      onSpawn = done;
    });
    const engine = startEngine(folder.file("dynamodb"), process.env.DYNAMODB_ENDPOINT, onSpawn);
    // One that fails says so where it is awaited.
    const ended = () => {};
    onClose(() => engine.then((started) => started.close(), ended));
    await Promise.race([launched, engine.then(ended, ended)]);
    return { engine };
  },
  async start({ graph, fresh, log, ownKey, onClose }, prepared) {
    const engine = await (prepared as { engine: Promise<Engine> }).engine;
    await ensureTables(engine, graph, { fresh, log });
    const tools = await startToolsPort(engine, ownKey);
    onClose(tools.close);
    const listeners: ((table: string) => void)[] = [];
    return {
      face: {
        engine,
        toolsUrl: tools.url,
        onWrite: (listener) => listeners.push(listener),
        wrote(table) {
          for (const listener of listeners) listener(table);
        },
      },
      addresses: [{ name: `DynamoDB (${engine.kind})`, url: tools.url }],
      broken: engine.ended,
    };
  },
};
