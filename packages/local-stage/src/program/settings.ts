import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { oneLine, StageError } from "../log";

/** A Pulumi program and how it is to be run. */
export interface ProgramOptions {
  /** The folder with Pulumi.yaml. */
  readonly folder: string;
  /** Default: the name in Pulumi.yaml. */
  readonly project?: string;
  /** Which Pulumi.<stage>.yaml to read. */
  readonly stage: string;
  /**
   * Settings on top of that file, as `pulumi config set` would write them; a key without a namespace
   * is one of the project's.
   */
  readonly settings?: Readonly<Record<string, string>>;
  /** What to take for settings that the file keeps encrypted; any other one that it keeps so is refused. */
  readonly encrypted?: Readonly<Record<string, string>>;
  /** Told, in a sentence, of each of those that was taken. Default: a line on standard error. */
  readonly tell?: (sentence: string) => void;
}

/** What Pulumi.yaml says about a program. */
export interface Project {
  readonly name: string;
  /** Absolute: a file, or the folder whose package.json names one. */
  readonly main: string;
}

/** Reads Pulumi.yaml; throws one sentence where it is missing or runs something else than Node.js. */
export function readProject({ folder, project }: ProgramOptions): Project {
  const text = readText(folder, "Pulumi.yaml", `There is no Pulumi.yaml in ${folder}.`);
  const { name, main, runtime } = readYaml(text, "Pulumi.yaml") as Record<string, unknown>;
  const language = typeof runtime === "object" ? (runtime as { name?: string })?.name : runtime;
  if (language !== "nodejs") {
    throw new StageError(`The local stage runs programs of the runtime nodejs, not ${language}.`);
  }
  return { name: project ?? String(name), main: resolve(folder, String(main ?? ".")) };
}

/** The settings of a stage with keys as the engine passes them: those of Pulumi.yaml come first. */
export function stageSettings(options: ProgramOptions): Record<string, string> {
  const { folder, stage, settings = {}, encrypted = {} } = options;
  const { name } = readProject(options);
  const file = `Pulumi.${stage}.yaml`;
  const missing = `There is no ${file}: "${stage}" is not a stage of this project.`;
  const ofStage = readYaml(readText(folder, file, missing), file).config ?? {};
  const ofProject = readYaml(readText(folder, "Pulumi.yaml", ""), "Pulumi.yaml").config ?? {};
  const read: Record<string, string> = {};
  for (const [key, declared] of Object.entries(ofProject)) {
    const value = defaultOf(declared);
    if (value !== undefined) read[full(key, name)] = text(value);
  }
  const own = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [full(key, name), value]),
  );
  for (const [key, value] of Object.entries(ofStage)) {
    const known = own[full(key, name)] ?? instead(key, value);
    if (known === undefined && isEncrypted(value)) {
      throw new StageError(
        `The setting ${key} of ${file} is encrypted: give it a value of its own.`,
      );
    }
    read[full(key, name)] = known ?? text(value);
  }
  return { ...read, ...own };

  function instead(key: string, value: unknown): string | undefined {
    if (!isEncrypted(value)) return undefined;
    const given = encrypted[full(key, name)];
    const sentence = `The setting ${key} of ${file} is encrypted: took ${given} instead.`;
    if (given !== undefined && !told.has(sentence)) {
      told.add(sentence);
      (options.tell ?? console.warn)(sentence);
    }
    return given;
  }
}

/** A program may be run several times in one process. */
const told = new Set<string>();

/** The region that a program's resources are in; throws one sentence where nothing says so. */
export function programRegion(options: ProgramOptions): string {
  const region = stageSettings(options)["aws:region"] ?? process.env.AWS_REGION;
  if (region) return region;
  throw new StageError(
    `No region: set aws:region in Pulumi.${options.stage}.yaml, or the variable AWS_REGION.`,
  );
}

function full(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** A project's setting is its value, or a declaration with a default. */
function defaultOf(declared: unknown): unknown {
  if (declared === null || typeof declared !== "object" || Array.isArray(declared)) return declared;
  const { value, default: otherwise } = declared as { value?: unknown; default?: unknown };
  return value ?? otherwise;
}

function isEncrypted(value: unknown): boolean {
  return value !== null && typeof value === "object" && Object.keys(value).join() === "secure";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readText(folder: string, file: string, missing: string): string {
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch {
    throw new StageError(missing);
  }
}

function readYaml(text: string, file: string): { config?: Record<string, unknown> } {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw new StageError(`${file} cannot be read. ${oneLine(error).replace(/:$/, ".")}`);
  }
}
