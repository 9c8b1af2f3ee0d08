import { execFileSync } from "node:child_process";
import type { TableName } from "../contract/operations/operation";

/** What a stack exports; throws one sentence where it can't be asked. */
export function stackOutputs(stack: string): Record<string, unknown> {
  try {
    const args = ["stack", "output", "--json", "--stack", stack];
    return JSON.parse(execFileSync("pulumi", args, { encoding: "utf8", stdio: "pipe" }));
  } catch (error) {
    const { stderr, message, code } = error as Error & { stderr?: string; code?: string };
    if (code === "ENOENT")
      throw new Error("The command pulumi is not there; install Pulumi first.");
    const reason = (stderr || message).trim().split("\n").at(-1);
    throw new Error(`The outputs of the stack ${stack} can't be read: ${reason}`);
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
