import { config } from "chai";
import type Mocha from "mocha";
import { toldOnFailure } from "./failed-test";

// A message that was cut off is all that CI has of a failure.
config.truncateThreshold = 2_000;

/** Loaded by mocha before all tests: keeps the functions' own log lines out of the report. */
for (const level of ["info", "warn"] as const) {
  const write = console[level];
  console[level] = (...values: unknown[]) => {
    const isLogLine = values.length === 1 && typeof values[0] === "object" && values[0] !== null;
    if (!isLogLine || !("event" in (values[0] as object))) write(...values);
  };
}

export const mochaHooks: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const { currentTest } = this;
    if (currentTest?.state !== "failed" || !currentTest.err) return;
    const told = await toldOnFailure();
    const error = currentTest.err;
    error.message = [error.message, ...told].join("\n\n");
    error.stack = `${error.message}\n${error.stack ?? ""}`;
  },
};
