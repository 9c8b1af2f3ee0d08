const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { whyNoEngine } = require("./scripts/find-engine.cjs");

/** What takes longest goes first, so that neither process is left alone with it at the end. */
const first = [
  /^test\/infra\/pulumi-runner\./,
  /^test\/stage\/least-privilege\./,
  /^test\/stage\/main\./,
  /^test\/security\//,
  /^test\/browser\//,
  /^test\/stage\//,
  /^packages\//,
];

/** Each file once: a list of overlapping patterns would run some of them twice. */
const files = ["test", "packages/local-stage/test"]
  .flatMap((folder) =>
    readdirSync(join(__dirname, folder), { recursive: true }).map((file) => `${folder}/${file}`),
  )
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/engine/"))
  .sort();
const rank = (file) => {
  const found = first.findIndex((pattern) => pattern.test(file));
  return found === -1 ? first.length : found;
};

/** Files and folders named on the command line; mocha would add them to the list, not take them alone. */
const named = process.argv.slice(2).filter((argument, index, all) => {
  const isOptionValue = index > 0 && all[index - 1].startsWith("-");
  return argument.endsWith(".test.ts") || (!isOptionValue && existsSync(argument));
});
const isOneFile = named.length === 1 && named[0].endsWith(".test.ts");

if (named.length === 0) {
  const reason = whyNoEngine() ?? "they take minutes; npm run test:engine runs them";
  console.log(`The tests under the Pulumi engine were not run: ${reason}.`);
}

module.exports = {
  require: ["tsx/cjs", "test/support/setup.ts"],
  spec: named.length > 0 ? [] : files.sort((a, b) => rank(a) - rank(b)),
  // Of a folder.
  extension: ["test.ts"],
  recursive: true,
  // Far more than any test needs: a machine may be busy, and a run that is given up disturbs those after it.
  timeout: 60_000,
  forbidOnly: true,
  exit: true,
  parallel: !isOneFile,
  jobs: 2,
  "node-option": ["max-semi-space-size=64"],
};
