/**
 * Runs one program for as long as the stage lives: `node guard.cjs <folder> <command> <argument>…`.
 * Standard input is a pipe from the stage. When it closes, for whatever reason, SIGKILL included, the
 * program is ended, so nothing lingers on its port or its file. Plain JavaScript, to start in no time.
 */
const { spawn } = require("node:child_process");

const [folder, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), 2000).unref();
}

child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on("exit", (code) => process.exit(code ?? 1));
process.stdin.on("error", end).on("close", end).on("end", end).resume();
process.on("SIGTERM", end);
// A crash, for whoever wants to see what comes of one.
process.on("SIGUSR2", () => child.kill("SIGKILL"));
// The stage decides when the program ends; a Ctrl-C that reaches the whole group must not.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
