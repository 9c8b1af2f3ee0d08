import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type { Credentials } from "../../gate/credentials";
import { withLocalAddresses } from "../../local-addresses";
import type { FunctionConfig } from "./function";

export interface VariablesOptions {
  readonly name: string;
  readonly version: string;
  readonly config: FunctionConfig;
  readonly region: string;
  readonly codeFolder: string;
  readonly gateUrl: string;
  readonly credentials: Credentials;
  readonly programFolder: string;
  /** Which local address stands for a host name of AWS. */
  readonly hosts: ReadonlyMap<string, string>;
}

/**
 * All that a function sees as its environment: what the program sets and what Lambda adds. Of the
 * machine only PATH comes along; a variable that works here by accident would be missing on AWS.
 */
export function environmentVariables(options: VariablesOptions): Record<string, string> {
  const { name, version, config, region, codeFolder, gateUrl, credentials } = options;
  return {
    ...withoutEndpoints(config.variables, options.hosts),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[${version}]`,
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    _HANDLER: config.handler,
    LAMBDA_TASK_ROOT: codeFolder,
    // Lambda's runtime brings @aws-sdk/*, and finds it the same way.
    NODE_PATH: packageFolders(options.programFolder).join(delimiter),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    // For every service, so that no call can leave the machine.
    AWS_ENDPOINT_URL: gateUrl,
    AWS_EC2_METADATA_DISABLED: "true",
    // Speaks of this Node; on AWS the functions run on the newest.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    // The machine's own profiles must not leak in.
    AWS_CONFIG_FILE: join(codeFolder, ".none"),
    AWS_SHARED_CREDENTIALS_FILE: join(codeFolder, ".none"),
    PATH: process.env.PATH ?? "",
    LANG: "en_US.UTF-8",
    TZ: "UTC",
  };
}

/** The folders in which the program would find a package, and then those of the stage itself. */
function packageFolders(programFolder: string): readonly string[] {
  const ofProgram = createRequire(join(programFolder, "any.js")).resolve.paths("any") ?? [];
  const ofStage = require.resolve.paths("any") ?? [];
  return [...new Set([...ofProgram, ...ofStage])];
}

/**
 * What the program sets. An endpoint of one service would win over the one that is set for all; and an address that
 * the stage plays is the local one, since a function may hand it to a browser.
 */
function withoutEndpoints(
  variables: Readonly<Record<string, string>>,
  hosts: ReadonlyMap<string, string>,
) {
  return Object.fromEntries(
    Object.entries(variables)
      .filter(([name]) => !name.startsWith("AWS_ENDPOINT_URL"))
      .map(([name, value]) => [name, withLocalAddresses(value, hosts)]),
  );
}
