import { parseArgs } from "node:util";
import { StageError } from "../log";

export interface CommandLine {
  readonly port: number;
  readonly fresh: boolean;
  readonly help: boolean;
  readonly dataFolder?: string;
  readonly mailSandbox?: boolean;
  /** Names that visitors may call the site by, besides its own and those of this machine. */
  readonly siteHosts?: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

/** What is printed of the options. */
export const optionsHelp = `
  npm start -- --fresh               starts with no data
  npm start -- --config KEY=VALUE    a setting on top of the stage's own; may be repeated
  npm start -- --data-dir FOLDER     keeps the data somewhere else
  npm start -- --host NAME           answers to this name as well, for example a tunnel's; may be repeated
  npm start -- --mail-sandbox        refuses mail to unverified recipients, as a new SES account does

  PORT=8080 npm start                another port; PORT=0 takes a free one
  DYNAMODB_ENDPOINT=http://…         a DynamoDB engine of your own
`;

/** Reads flags and variables; throws a StageError with one sentence for each mistake. */
export function readCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const values = parse(args);
  const { "data-dir": dataFolder, config = [] } = values;
  if (dataFolder === "")
    throw new StageError("--data-dir needs a folder, for example --data-dir ../other.");
  return {
    port: readPort(variables.PORT),
    fresh: values.fresh ?? false,
    help: values.help ?? false,
    ...(dataFolder !== undefined && { dataFolder }),
    ...(values["mail-sandbox"] && { mailSandbox: true }),
    ...(values.host && { siteHosts: values.host.map(readHost) }),
    settings: Object.fromEntries(config.map(readSetting)),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        fresh: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        "data-dir": { type: "string" },
        "mail-sandbox": { type: "boolean" },
        host: { type: "string", multiple: true },
        config: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    const { message } = error as Error;
    const named = /'([^']+)'/.exec(message)?.[1]?.split(" ")[0]?.replace(/,$/, "") ?? "an argument";
    if (/Unknown option/.test(message)) {
      throw new StageError(`Unknown option ${named}; npm start -- --help lists the options.`);
    }
    if (/Unexpected argument/.test(message)) {
      throw new StageError(`"${named}" is not understood; npm start -- --help lists the options.`);
    }
    const problem = /does not take/.test(message) ? "takes no value" : "needs a value";
    throw new StageError(`${named} ${problem}; npm start -- --help shows how.`);
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === "") return 4000;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
    throw new StageError(`PORT is "${text}" but must be a whole number from 0 to 65535.`);
  }
  return Number(text);
}

function readHost(text: string): string {
  if (/^[\w-]+(\.[\w-]+)*$/.test(text)) return text.toLowerCase();
  throw new StageError(`--host needs a name such as shop.example.com, and got "${text}".`);
}

function readSetting(text: string): [string, string] {
  const [, key, value = ""] = /^([\w:-]+)=(.*)$/s.exec(text) ?? [];
  if (!key) {
    throw new StageError(
      `--config needs KEY=VALUE, for example --config colour=red, and got "${text}".`,
    );
  }
  return [key, value];
}
