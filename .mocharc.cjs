const { readdirSync } = require("node:fs");
const { join } = require("node:path");

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
  .filter((file) => file.endsWith(".test.ts"))
  .sort();
const rank = (file) => {
  const found = first.findIndex((pattern) => pattern.test(file));
  return found === -1 ? first.length : found;
};

module.exports = {
  require: ["tsx/cjs", "test/support/setup.ts"],
  spec: files.sort((a, b) => rank(a) - rank(b)),
  timeout: 20_000,
  forbidOnly: true,
  exit: true,
  parallel: true,
  jobs: 2,
  "node-option": ["max-semi-space-size=64"],
};
