import { createContext, Script } from "node:vm";

/** What a CloudFront function made of an event. */
export type FunctionResult =
  | { readonly ok: true; readonly value: Record<string, unknown> }
  | { readonly ok: false; readonly why: string };

export interface EdgeFunction {
  readonly name: string;
  run(event: unknown): FunctionResult;
}

/** CloudFront's own limit for a function's code. */
const longestCode = 10 * 1024;

/** CloudFront allows about a millisecond; this only has to stop a function that never ends. */
const patienceMs = 1000;

/** What a function may require: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const modules = new Set(["buffer", "crypto", "querystring"]);

/**
 * Prepares a function for runs that share nothing, as at the edge: no timers, no network, no file
 * system, no `eval`. Throws when its code is too long or does not parse.
 */
export function edgeFunction(
  name: string,
  code: string,
  log: (line: string) => void,
): EdgeFunction {
  if (Buffer.byteLength(code) > longestCode) {
    throw new Error(`The CloudFront function ${name} is longer than ${longestCode} bytes.`);
  }
  const script = compile(name, code);
  return {
    name,
    run(event) {
      const scope: Record<string, unknown> = {
        input: JSON.stringify(event),
        console: { log: (...words: unknown[]) => log(`${name}: ${words.join(" ")}`) },
        require(module: string) {
          if (!modules.has(module)) throw new Error(`There is no module ${module} at the edge.`);
          return require(`node:${module}`);
        },
      };
      const context = createContext(scope, {
        codeGeneration: { strings: false, wasm: false },
        // Promises settle inside the run, so its time limit holds for them too.
        microtaskMode: "afterEvaluate",
      });
      try {
        script.runInContext(context, { timeout: patienceMs });
      } catch (error) {
        return { ok: false, why: String(error) };
      }
      if (typeof scope.output === "string") return { ok: true, value: JSON.parse(scope.output) };
      return { ok: false, why: String(scope.failure ?? "it returned nothing") };
    },
  };
}

function compile(name: string, code: string): Script {
  const start = `
;(function (text) {
  Promise.resolve().then(function () { return handler(JSON.parse(text)); }).then(
    function (value) { globalThis.output = JSON.stringify(value); },
    function (error) { globalThis.failure = String(error); }
  );
})(input);`;
  try {
    return new Script(code + start, { filename: name });
  } catch (error) {
    throw new Error(`The CloudFront function ${name} does not parse: ${error}`);
  }
}
