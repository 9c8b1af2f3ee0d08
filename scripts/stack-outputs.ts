import { execFileSync } from "node:child_process";
import type { TableName } from "../contract/operations/operation";

/** What a stack exports; throws one sentence where it can't be asked. */
export function stackOutputs(stack: string): Record<string, unknown> {
  try {
    const args = ["stack", "output", "--json", "--stack", stack];
    return JSON.parse(execFileSync("pulumi", args, { encoding: "utf8", stdio: "pipe" }));
  } catch (error) {
    const { stderr, message, code } = error as Error & { stderr?: string; code?: string };
    if (code === "ENOENT") throw new Error("Command not found: pulumi. Install Pulumi first.");
    const reason = (stderr || message).trim().split("\n").at(-1);
    throw new Error(`Can't read the outputs of stack ${stack}: ${reason}`);
  }
}

/** What DynamoDB calls a table of a stack or stage; throws one sentence where its outputs don't say. */
export function tableName(outputs: Readonly<Record<string, unknown>>, noun: TableName): string {
  const names = outputs.tables as Partial<Record<TableName, unknown>> | undefined;
  const name = names?.[noun];
  if (typeof name === "string") return name;
  throw new Error(
    `The output "tables" names no table ${noun}; deploy this version of the program first.`,
  );
}

/** The region that a stack is in, which may be another one than the person's own setting. */
export function stackRegion({ criticalTopic }: Record<string, unknown>): string | undefined {
  return String(criticalTopic ?? "").split(":")[3];
}
