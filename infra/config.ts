import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { refuseElsewhere } from "./emulator";
import { accessSettings } from "./settings/access";
import { bookingSettings } from "./settings/bookings";
import { operationsSettings } from "./settings/operations";
import type { Setting, ValuesOf } from "./settings/setting";
import { siteSettings } from "./settings/site";
import { checkStageName } from "./stage-name";

/** Every setting of a stage, `shopfront:*` in `Pulumi.<stage>.yaml`. */
export const settings = {
  ...siteSettings,
  ...accessSettings,
  ...bookingSettings,
  ...operationsSettings,
};

/** Everything that differs from stage to stage; docs/settings.md says what each setting means. */
export type StageConfig = ValuesOf<typeof settings>;

const namespace = "shopfront";

/** Reads the stage's settings; throws one sentence naming the key, or the stack, and what would be valid. */
export function stageConfig(): StageConfig {
  checkStageName();
  refuseUnknown();
  const values = Object.entries(settings).map(([key, setting]) => [key, read(key, setting)]);
  const config = Object.fromEntries(values) as StageConfig;
  checkTogether(config);
  refuseElsewhere(config.emulator);
  return config;
}

/** What each role of the stage has in common: the boundary and its path, where there is one. */
export function roleBounds(): { readonly permissionsBoundary?: string; readonly path?: string } {
  const arn = read("roleBoundary", settings.roleBoundary) as StageConfig["roleBoundary"];
  if (arn === undefined) return {};
  const name = arn.slice(arn.indexOf(":policy/") + ":policy".length);
  return { permissionsBoundary: arn, path: name.slice(0, name.lastIndexOf("/") + 1) };
}

/** Runs a check of what a person wrote; Pulumi then shows its sentence alone, without a stack. */
export function refusing(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new pulumi.RunError((error as Error).message);
  }
}

/** The rules between settings. */
function checkTogether({ domain, dns, regions }: StageConfig): void {
  if (dns !== "none" && domain === undefined) {
    missing("domain", `the domain that ${dns} answers for`);
  }
  if (dns === "none" && domain !== undefined) {
    refuse("dns", dns, "route53 or external where there is a domain");
  }
  // The stack's own region comes first, so that it is never mistaken for a copy.
  const own = new pulumi.Config("aws").get("region");
  if ((regions.length > 0 && regions[0] !== own) || new Set(regions).size !== regions.length) {
    refuse("regions", JSON.stringify(regions), settings.regions.valid);
  }
}

function refuseUnknown(): void {
  for (const full of Object.keys(pulumi.runtime.allConfig())) {
    const [owner, key = ""] = full.split(":");
    if (owner === namespace && !Object.hasOwn(settings, key)) {
      throw new pulumi.RunError(
        `${full} is not a setting; valid ones are ${Object.keys(settings).join(", ")}.`,
      );
    }
  }
}

function read(key: string, setting: Setting<unknown>): unknown {
  const { schema, valid, otherwise, isPersonal } = setting;
  const text = new pulumi.Config(namespace).get(key);
  if (text === undefined) return otherwise ? otherwise.value : missing(key, valid);
  const { success, output } = v.safeParse(schema, text);
  if (isPersonal) return success ? output : refuseHidden(key, valid);
  if (isKeptSecret(key)) {
    throw new pulumi.RunError(
      `${namespace}:${key} is kept as a secret, but what it decides shows in AWS and in the state; set it again without --secret.`,
    );
  }
  return success ? output : refuse(key, text, valid);
}

/** Whether the stage has the setting from `pulumi config set --secret`. */
function isKeptSecret(key: string): boolean {
  // Only its type is missing from the SDK.
  const runtime = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };
  return runtime.isConfigSecret(`${namespace}:${key}`);
}

function refuse(key: string, text: string, valid: string): never {
  throw new pulumi.RunError(`${namespace}:${key} is ${JSON.stringify(text)} but must be ${valid}.`);
}

function refuseHidden(key: string, valid: string): never {
  throw new pulumi.RunError(`${namespace}:${key} must be ${valid}.`);
}

function missing(key: string, valid: string): never {
  throw new pulumi.RunError(`${namespace}:${key} is missing; it must be ${valid}.`);
}
