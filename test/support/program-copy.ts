import { cpSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../../scripts/shop";

/** What the program is not made of. */
const others = /^(\.|node_modules$|dist$|test$|docs$|bench$)/;

/** Copies this program into a folder, with further stacks and their settings. */
export function copyProgram(
  folder: string,
  stacks: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): string {
  for (const name of readdirSync(projectFolder).filter((one) => !others.test(one))) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  for (const [stack, config] of Object.entries(stacks)) {
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  }
  return folder;
}
