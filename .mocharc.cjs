const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** What takes longest goes first, so that neither process is left alone with it at the end. */
const first = [
  /^infra\/pulumi-runner\./,
  /^local\/least-privilege\./,
  /^local\/main\./,
  /^security\//,
  /^browser\//,
  /^local\//,
];

/** Each file once: a list of overlapping patterns would run some of them twice. */
const files = readdirSync(join(__dirname, "test"), { recursive: true })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".test.ts"))
  .sort();
const rank = (file) => {
  const found = first.findIndex((pattern) => pattern.test(file));
  return found === -1 ? first.length : found;
};

module.exports = {
  require: ["tsx/cjs", "test/support/setup.ts"],
  spec: files.sort((a, b) => rank(a) - rank(b)).map((file) => `test/${file}`),
  timeout: 20_000,
  forbidOnly: true,
  exit: true,
  parallel: true,
  jobs: 2,
  "node-option": ["max-semi-space-size=64"],
};
