/** The tests under the real engine: minutes each, so `npm test` leaves them out. */
const named = process.argv.slice(2).some((argument) => argument.endsWith(".test.ts"));

module.exports = {
  require: ["tsx/cjs", "test/support/setup.ts"],
  // Mocha would add files of the command line to these.
  spec: named ? [] : ["test/engine/*.test.ts"],
  // Beside other work a deployment takes minutes.
  timeout: 900_000,
  forbidOnly: true,
  exit: true,
};
