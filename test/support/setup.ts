/** Loaded by mocha before all tests: keeps the functions' own log lines out of the report. */
const info = console.info;
console.info = (...values: unknown[]) => {
  const isLogLine = values.length === 1 && typeof values[0] === "object" && values[0] !== null;
  if (!isLogLine || !("event" in (values[0] as object))) info(...values);
};
