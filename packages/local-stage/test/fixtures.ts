import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset } from "@pulumi/pulumi";
import { strToU8, zipSync } from "fflate";
import { Graph, type Resource } from "../src/graph";
import type { ProgramOptions } from "../src/program/settings";
import { computedValues } from "../src/registry";
import type { Faces } from "../src/service";
import type { Statement } from "../src/services/iam/policy";
import { type Stage, type StageOptions, startStage } from "../src/stage";

const region = "ca-central-1";

/** A resource as the capture gives it. */
export function resource(type: string, name: string, inputs: Resource["inputs"]): Resource {
  const { id, outputs } = computedValues(type, name, inputs, region);
  const all = { ...inputs, ...outputs, id };
  return { type, name, id, urn: "", inputs, outputs: all, custom: true };
}

/** A table with the key `id`. */
export function table(name: string, more: Resource["inputs"] = {}): Resource {
  return resource("aws:dynamodb/table:Table", name, {
    name,
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
    ...more,
  });
}

export const tableArn = (name: string) => `arn:aws:dynamodb:${region}:000000000000:table/${name}`;
export const functionArn = (name: string) =>
  `arn:aws:lambda:${region}:000000000000:function:${name}`;

export interface FunctionShape {
  readonly statements?: readonly Statement[];
  readonly inputs?: Resource["inputs"];
  readonly trusts?: string;
  /** Default "index.js". */
  readonly file?: string;
}

/** Lets a function write its log. */
const ownLog = (name: string): Statement => ({
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: `arn:aws:logs:${region}:000000000000:log-group:/aws/lambda/${name}:*`,
});

/** A function with its role, policy and alias `live`; the code is zipped below `folder`. */
export function lambdaFunction(
  folder: string,
  name: string,
  code: string,
  { statements = [], inputs = {}, trusts = "lambda.amazonaws.com", file }: FunctionShape = {},
): Resource[] {
  const zip = join(folder, `${name}.zip`);
  writeFileSync(zip, zipSync({ [file ?? "index.js"]: strToU8(code) }, { mtime: 315532800000 }));
  const role = resource("aws:iam/role:Role", `${name}-role`, {
    assumeRolePolicy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: trusts } }],
    }),
  });
  return [
    role,
    resource("aws:iam/rolePolicy:RolePolicy", `${name}-policy`, {
      role: role.id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [ownLog(name), ...statements],
      }),
    }),
    resource("aws:lambda/function:Function", name, {
      name,
      handler: "index.handler",
      runtime: "nodejs24.x",
      code: new asset.FileArchive(zip),
      role: role.outputs.arn,
      memorySize: 128,
      timeout: 5,
      publish: true,
      ...inputs,
    }),
    resource("aws:lambda/alias:Alias", `${name}-live`, {
      name: "live",
      functionName: name,
      functionVersion: "1",
    }),
  ];
}

/** A stage over resources that a test made by hand. */
export interface TestBackend extends Faces {
  readonly stage: Stage;
  readonly gate: Stage["gate"];
  readonly lines: string[];
  readonly dataFolder: string;
  close(): Promise<void>;
}

/** Starts it with a real engine, in `folder`. */
export async function openBackend(
  folder: string,
  resources: readonly Resource[],
  options: Pick<StageOptions, "mailSandbox" | "fresh"> = {},
): Promise<TestBackend> {
  const lines: string[] = [];
  const stage = await startStage({
    program: emptyProgram(folder),
    dataFolder: join(folder, "data"),
    graph: new Graph(resources, {}),
    log: (line) => lines.push(line),
    retryDelayMs: 5,
    ...options,
  });
  const { gate, dataFolder, close } = stage;
  return { ...stage.services, stage, gate, lines, dataFolder, close };
}

/** A program of no resources in `folder`. */
function emptyProgram(folder: string): ProgramOptions {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.test.yaml"), `config:\n  aws:region: ${region}\n`);
  return { folder, stage: "test" };
}

/** A folder of a test's own. */
export function temporaryFolder(parent = tmpdir()): { path: string; remove(): void } {
  const path = mkdtempSync(join(parent, "local-stage-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Waits until something is so; the test's own time limit is what fails. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 10));
}
