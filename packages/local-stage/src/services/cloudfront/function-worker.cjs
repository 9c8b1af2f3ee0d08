/**
 * Runs CloudFront functions in a thread of its own. Node may end a script that takes too long only
 * where no async hooks are on, and the Pulumi SDK switches them on in the main thread.
 */
const { createContext, Script } = require("node:vm");
const { parentPort } = require("node:worker_threads");

/** CloudFront allows about a millisecond; this only has to stop a function that never ends. */
const patienceMs = 1000;

/** What a function may require: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const modules = new Set(["buffer", "crypto", "querystring"]);

const start = `
;(function (text) {
  Promise.resolve().then(function () { return handler(JSON.parse(text)); }).then(
    function (value) { globalThis.output = JSON.stringify(value); },
    function (error) { globalThis.failure = String(error); }
  );
})(input);`;

const scripts = new Map();

parentPort.on("message", ({ id, name, code, input }) => {
  const lines = [];
  const scope = {
    input,
    console: { log: (...words) => lines.push(words.join(" ")) },
    require(module) {
      if (!modules.has(module)) throw new Error(`There is no module ${module} at the edge.`);
      return require(`node:${module}`);
    },
  };
  let why;
  try {
    if (!scripts.has(code)) scripts.set(code, new Script(code + start, { filename: name }));
    // A new context for every run: at the edge no run sees what another left behind.
    const context = createContext(scope, {
      codeGeneration: { strings: false, wasm: false },
      // Promises settle inside the run, so its time limit holds for them too.
      microtaskMode: "afterEvaluate",
    });
    scripts.get(code).runInContext(context, { timeout: patienceMs });
    if (typeof scope.output !== "string") why = String(scope.failure ?? "it returned nothing");
  } catch (error) {
    why = String(error);
  }
  parentPort.postMessage({ id, lines, ...(why ? { why } : { output: scope.output }) });
});
