/**
 * A process in which all functions run. It stands for the machines of Lambda, and can be killed at any
 * moment. Plain JavaScript, to start in no time.
 */
const { pathToFileURL } = require("node:url");
const { format } = require("node:util");

const tell = (message) => process.connected && process.send(message);
console.error = (...given) => tell({ line: format(...given) });
for (const method of ["debug", "info", "log", "warn"]) console[method] = () => {};

const loaded = import(pathToFileURL(process.argv[2]).href);

process.on("message", async ({ call, module, event }) => {
  try {
    const { handlers } = await loaded;
    tell({ call, reply: await handlers[module](event) });
  } catch (error) {
    tell({ call, error: String(error?.message ?? error) });
  }
});
// Whoever started this decides when it ends; a Ctrl-C that reaches the whole group must not.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
