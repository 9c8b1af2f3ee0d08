import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleEdgeScripts, type EdgeScripts } from "../../build/edge-scripts";
import type { apiRequest } from "./functions/api-request";
import type { signIn } from "./functions/sign-in";
import type { sitePaths } from "./functions/site-paths";
import type { siteStatus } from "./functions/site-status";

/** The modules of functions/ that CloudFront runs, by the factories that they export. */
interface EdgeModules {
  readonly "api-request": typeof apiRequest;
  readonly "sign-in": typeof signIn;
  readonly "site-paths": typeof sitePaths;
  readonly "site-status": typeof siteStatus;
}

const modules = ["api-request", "sign-in", "site-paths", "site-status"] as const;
type EdgeModule = (typeof modules)[number];

/** What a module needs to know about the stage; some of it may only be known on deployment. */
export type EdgeSettings<Module extends EdgeModule> = pulumi.Input<
  Parameters<EdgeModules[Module]> extends [infer Settings] ? Settings : Record<string, never>
>;

/** CloudFront's limit for the code of a function. */
const maxCodeBytes = 10 * 1024;

/** Publishes a module as a CloudFront function; returns its ARN. */
export function edgeFunction<Module extends EdgeModule>(
  name: string,
  module: Module,
  settings: EdgeSettings<Module>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return new aws.cloudfront.Function(
    name,
    { runtime: "cloudfront-js-2.0", code: edgeCode(module, settings), publish: true },
    opts,
  ).arn;
}

/** The code of a module: the stage's settings, then the bundle. */
export function edgeCode<Module extends EdgeModule>(
  module: Module,
  settings: EdgeSettings<Module>,
): pulumi.Output<string> {
  scripts ??= bundleEdgeScripts(join(__dirname, "functions"), modules);
  return pulumi.all([scripts, pulumi.jsonStringify(settings)]).apply(([texts, json]) => {
    const code = `const settings = ${json};\n${texts[module]}`;
    const bytes = Buffer.byteLength(code);
    if (bytes > maxCodeBytes) {
      throw new Error(
        `The edge function ${module} has ${bytes} bytes; CloudFront's limit is ${maxCodeBytes}.`,
      );
    }
    return code;
  });
}

let scripts: Promise<EdgeScripts> | undefined;
