/** The tests under the real engine: minutes each, so `npm test` leaves them out. */
module.exports = {
  require: ["tsx/cjs", "test/support/setup.ts"],
  spec: ["test/engine/*.test.ts"],
  // Beside other work a deployment takes minutes.
  timeout: 900_000,
  forbidOnly: true,
  exit: true,
};
