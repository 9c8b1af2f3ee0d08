import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isMap, isScalar, parseDocument } from "yaml";
import { settingsFile } from "./settings-file";

/** The stack whose settings an ephemeral one begins with. */
export const model = "dev";

/**
 * The settings of an ephemeral stack: those of dev, with what two stages of one account cannot share set
 * apart. Encrypted settings are left out, since dev's key encrypts them.
 */
export function ephemeralSettings(stack: string, modelText: string): string {
  const document = parseDocument(modelText);
  const config = document.get("config");
  if (!isMap(config)) throw new Error(`Pulumi.${model}.yaml has no settings to begin with.`);
  const tags = ["config", "aws:defaultTags", "tags", "Stage"];
  if (document.hasIn(tags)) document.setIn(tags, stack);
  const from = config.get("shopfront:mailFrom");
  const [name, domain] = String(from ?? "").split("@");
  // An identity belongs to one stack, and below dev's domain nothing else is named.
  if (domain)
    config.set(
      "shopfront:mailFrom",
      `${name}@${stack.replaceAll("_", "-").toLowerCase()}.${domain}`,
    );
  config.set("shopfront:apiGatewayLogging", false);
  for (const { key, value } of [...config.items]) {
    if (isMap(value) && value.has("secure")) config.delete(isScalar(key) ? key.value : key);
  }
  // The key of the state's secrets may be shared, what it encrypts for one stack may not.
  for (const own of ["encryptionsalt", "encryptedkey"]) document.delete(own);
  document.commentBefore = ` An ephemeral stack, made from Pulumi.${model}.yaml: npm run deploy -- --sweep destroys it when its time is up.`;
  return document.toString({ lineWidth: 0 });
}

/** Writes the settings of an ephemeral stack, unless it has some already. */
export function makeEphemeralSettings(stack: string): boolean {
  const file = settingsFile(stack);
  if (existsSync(file)) return false;
  writeFileSync(file, ephemeralSettings(stack, readFileSync(settingsFile(model), "utf8")));
  return true;
}
