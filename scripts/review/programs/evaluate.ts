import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  type Graph,
  type ProgramOptions,
  type Resource,
  runProgram,
  stageSettings,
} from "local-stage";
import { recordedFacts } from "../../provider/facts";
import { shopProgram } from "../../shop";
import type { Declared, Part, Properties, Snapshot } from "../snapshot";
import { digested } from "./digests";
import { apiDocumentOf, billsOf, findingsIn, sizesOf } from "./figures";
import { Hiding } from "./hiding";
import { noteRegistrations, type Registrations } from "./registrations";
import { Urns } from "./urns";

/** What a program declares for a stack, with nothing secret in it. */
async function snapshotOf(folder: string, stack: string, salt: string): Promise<Snapshot> {
  const program: ProgramOptions = { ...shopProgram(stack), folder, tell: () => {} };
  const registrations = noteRegistrations(createRequire(join(folder, "index.ts")));
  const graph = await runProgram(program);
  const hiding = new Hiding(salt);
  const declared = await Promise.all(
    graph.resources
      .filter(({ custom }) => custom)
      .map((resource) => declaredAs(resource, registrations, hiding)),
  );
  const { functions, files } = await sizesOf(graph);
  return {
    resources: declared.map((one) => withoutNoted(one, hiding)),
    settings: hiding.hideNoted(stageSettings(program)) as Snapshot["settings"],
    findings: hiding.hideTexts(await part(() => findingsIn(graph, program))),
    bills: hiding.hideTexts(await part(() => billsOf(graph, folder))),
    sizes: {
      functions: hiding.hideTexts(functions, true),
      files: hiding.hideTexts(files, true),
    },
    api: await part(async () => hiding.hideTexts(await apiDocumentOf(folder), true)),
  };
}

/** A resource without the secrets of others: the provider's own words, its type and inputs, stay. */
function withoutNoted(
  { type, inputs, outputs, sources, ...rest }: Declared,
  hiding: Hiding,
): Declared {
  const noted = (properties: Properties) =>
    Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, hiding.hideNoted(value)]),
    );
  return {
    ...hiding.hideTexts(rest),
    type,
    inputs: noted(inputs),
    outputs: noted(outputs),
    sources: hiding.hideTexts(sources),
  };
}

async function declaredAs(
  resource: Graph["resources"][number],
  registrations: Registrations,
  hiding: Hiding,
): Promise<Declared> {
  const { type, name, secrets = [] } = resource;
  const urns = new Urns(registrations, resource.urn.split("::").slice(0, 2).join("::"));
  const registration = registrations.get(resource.urn);
  if (!registration) throw new Error(`${name} was declared without a registration.`);
  const { protect, retainOnDelete, ignoreChanges, replaceOnChanges, sources } = registration;
  for (const output of [...(recordedFacts(type)?.secret ?? []), ...registration.secretOutputs]) {
    hiding.note(output.split(".").reduce((value, key) => value?.[key], resource.outputs));
  }
  return {
    urn: urns.full(resource.urn),
    type,
    name,
    component: urns.component(resource.urn),
    inputs: hiding.hideAt(type, await digested(resource.inputs), secrets) as Properties,
    outputs: computedOf(resource),
    aliases: urns.former(resource.urn),
    sources: Object.fromEntries(
      Object.entries(sources).map(([input, from]) => [input, from.map((urn) => urns.full(urn))]),
    ),
    options: { protect, retainOnDelete, ignoreChanges, replaceOnChanges },
  };
}

/** What only AWS knows, as far as other resources have it in their inputs. */
function computedOf({ type, inputs, outputs }: Resource): Properties {
  const changing = recordedFacts(type)?.changing ?? [];
  return Object.fromEntries(
    Object.entries(outputs).filter(([key]) => changing.includes(key) && !(key in inputs)),
  );
}

/** A part of the snapshot, or why there is none: an older program may lack what today's tools expect. */
async function part<Value>(make: () => Value | Promise<Value>): Promise<Part<Value>> {
  try {
    return { value: await make() };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

/** What an error says, without the lines that say where it was thrown. */
function sentenceOf(error: unknown): string {
  const { message } = error as Error;
  const [first = "", second = ""] = (message ?? String(error)).split("\n");
  // esbuild only counts in its first line; the file and the line of the mistake are in the next.
  return first.endsWith(":") && second.trim() !== "" ? second.trim() : first;
}

async function main([folder = "", stack = "", file = ""]: readonly string[]): Promise<void> {
  const answer = await snapshotOf(folder, stack, process.env.REVIEW_SALT ?? "").then(
    (snapshot) => ({ snapshot }),
    (error) => ({ problem: sentenceOf(error) }),
  );
  // Where it was checked out says nothing.
  const text = JSON.stringify(answer).replaceAll(`${folder}/`, "");
  writeFileSync(file, text, { mode: 0o600 });
  // A program that failed may leave something running.
  process.exit(0);
}

if (require.main === module) void main(process.argv.slice(2));
