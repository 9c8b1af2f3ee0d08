/**
 * The inside of one execution environment: loads the handler once, then answers one invocation after
 * the other. Plain JavaScript, because a worker starts without tsx.
 */
const { existsSync } = require("node:fs");
const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { format } = require("node:util");
const { parentPort, workerData } = require("node:worker_threads");

const { folder, handler } = workerData;
const [, fileName, exportName] = /^(.+)\.([^.]+)$/.exec(handler) ?? [];
let requestId = null;

/**
 * No call to AWS leaves the machine, also where a client knows a full address: the SDK sends to a
 * queue's URL, whatever endpoint is set.
 */
function keepAwsHere(gate) {
  const { request } = https;
  https.request = (first, second, third) => {
    const url = typeof first === "string" ? new URL(first) : first;
    const given = typeof second === "function" ? {} : second;
    const answered = typeof second === "function" ? second : third;
    const options = url instanceof URL ? { ...urlOptions(url), ...given } : url;
    const host = String(options.hostname ?? options.host ?? "");
    if (!/\.amazonaws\.com(\.cn)?$/.test(host)) return request(first, second, third);
    const local = { hostname: gate.hostname, host: gate.hostname, port: gate.port };
    const headers = { host, ...options.headers };
    const here = { ...options, ...local, headers, protocol: "http:", agent: undefined };
    return http.request(here, typeof answered === "function" ? answered : undefined);
  };
  https.get = (...args) => {
    const call = https.request(...args);
    call.end();
    return call;
  };
  // For code that imports the names instead of the module.
  syncBuiltinESMExports();
}

function urlOptions({ hostname, port, pathname, search }) {
  return { hostname, port: port || undefined, path: `${pathname}${search}` };
}

if (process.env.AWS_ENDPOINT_URL) keepAwsHere(new URL(process.env.AWS_ENDPOINT_URL));

const levels = {
  debug: "DEBUG",
  error: "ERROR",
  info: "INFO",
  log: "INFO",
  trace: "TRACE",
  warn: "WARN",
};
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...args) => log(level, args);
}

/** Lambda's JSON log format: one value stays as it is, several are formatted as console.log would. */
function log(level, args) {
  const line = { timestamp: new Date().toISOString(), level, requestId };
  line.message = args.length === 1 && !(args[0] instanceof Error) ? args[0] : format(...args);
  const error = args.find((arg) => arg instanceof Error);
  if (error) Object.assign(line, describe(error));
  let text;
  try {
    text = JSON.stringify(line);
  } catch {
    text = JSON.stringify({ ...line, message: format(...args) });
  }
  parentPort.postMessage({ type: "log", text });
}

function describe(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: format(error), stackTrace: [] };
  }
  return {
    errorType: error.name || error.constructor.name,
    errorMessage: error.message,
    stackTrace: String(error.stack ?? "").split("\n"),
  };
}

function fail(error, dies) {
  const failure = describe(error);
  log("ERROR", [failure]);
  parentPort.postMessage({ type: "failed", requestId, error: failure, dies });
}

async function load() {
  const file = [".mjs", ".js", ".cjs"].map((end) => join(folder, fileName + end)).find(existsSync);
  if (!file) throw new Error(`Cannot find module '${fileName}'; the handler is ${handler}.`);
  const module = await import(pathToFileURL(file).href);
  const found = module[exportName] ?? module.default?.[exportName];
  if (typeof found !== "function") throw new Error(`${handler} is undefined or not a function.`);
  return found;
}

const loaded = load();
loaded.then(
  () => parentPort.postMessage({ type: "ready" }),
  (error) => fail(error, true),
);

// Lambda ends an environment whose promises nobody handles, and so is the next one a fresh one.
process.on("unhandledRejection", (error) => fail(error, true));

parentPort.on("message", async ({ request, payload, deadline, context }) => {
  requestId = request;
  try {
    const handle = await loaded;
    const result = await handle(JSON.parse(payload), {
      ...context,
      awsRequestId: request,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    const text = JSON.stringify(result) ?? "null";
    parentPort.postMessage({ type: "done", requestId: request, payload: text });
  } catch (error) {
    fail(error, false);
  }
});
