import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/** The version of the AWS provider that belongs to the SDK. */
const wanted: string = createRequire(__filename)("@pulumi/aws/package.json").version;

/** Throws a sentence where the engine would find no AWS provider. */
export function refuseWithoutPlugin(cli: string, environment: NodeJS.ProcessEnv): void {
  if (isOnPath("pulumi-resource-aws", environment.PATH)) return;
  const found = installed(cli, environment);
  if (found.includes(wanted)) return;
  const has = found.length > 0 ? `only ${found.join(" and ")} is here` : "there is none here";
  throw new Error(
    `The emulator stage needs the AWS provider's plugin ${wanted}, and ${has}: run pulumi plugin install resource aws ${wanted}.`,
  );
}

function installed(cli: string, environment: NodeJS.ProcessEnv): string[] {
  const text = execFileSync(cli, ["plugin", "ls", "--json"], {
    env: environment,
    encoding: "utf8",
    stdio: "pipe",
  });
  const plugins: { name: string; kind: string; version?: string }[] = JSON.parse(text) ?? [];
  return plugins.flatMap(({ name, kind, version }) =>
    name === "aws" && kind === "resource" && version ? [version.replace(/^v/, "")] : [],
  );
}

function isOnPath(name: string, path = ""): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
