const { existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const all = require("./.mocharc.cjs");

/** What a test imports to start a stage, an engine, a browser or a process, or to run the whole program. */
const starters =
  /\b(startStage|startEngine|runProgram|Evaluator)\b|"(playwright-core|node:child_process)"/;

const imports = /^(?:import|export) (?!type\b)[^;"]*"[^"]+"|\bimport\("[^"]+"\)/gm;
const known = new Map();

/** Whether a test, or the test support that it imports, imports one of those. */
function startsSomething(file) {
  if (known.has(file)) return known.get(file);
  known.set(file, false);
  const found = readFileSync(file, "utf8").match(imports) ?? [];
  const support = found
    .map((text) => /"(\.[^"]+)"/.exec(text)?.[1])
    .map((path) => path && `${join(dirname(file), path)}.ts`)
    .filter((path) => path && /\btest\//.test(path.replaceAll("\\", "/")) && existsSync(path));
  const starts = found.some((text) => starters.test(text)) || support.some(startsSomething);
  known.set(file, starts);
  return starts;
}

const spec = all.spec.filter((file) => !startsSomething(file));
if (all.spec.length > 0) {
  const left = all.spec.length - spec.length;
  console.log(
    `${left} of ${all.spec.length} test files left out: they start a stage, an engine, a browser or the program.`,
  );
}

module.exports = { ...all, spec };
