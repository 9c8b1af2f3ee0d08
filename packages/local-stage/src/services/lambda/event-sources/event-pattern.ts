/**
 * Event patterns as Lambda filters and EventBridge rules write them: a pattern names fields, and each
 * field must have one of the listed values.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
type Test = (value: unknown) => boolean;

/** Reads a pattern's JSON text; throws by name what the local stage does not know. */
export function eventPattern(json: string): Test {
  return objectTest(JSON.parse(json) as Record<string, unknown>);
}

function objectTest(pattern: Record<string, unknown>): Test {
  const fields = Object.entries(pattern).map(([name, inner]): [string, Test] => {
    if (Array.isArray(inner)) {
      const tests = inner.map(valueTest);
      return [name, (value) => tests.some((test) => test(value))];
    }
    if (name === "$or" || inner === null || typeof inner !== "object") {
      throw new Error(`The local stage does not know "${name}" in an event pattern.`);
    }
    return [name, objectTest(inner as Record<string, unknown>)];
  });
  return (value) =>
    fields.every(([name, test]) => test((value as Record<string, unknown> | undefined)?.[name]));
}

function valueTest(wanted: unknown): Test {
  if (wanted === null || typeof wanted !== "object") return (value) => value === wanted;
  const [operator = "", operand] = Object.entries(wanted)[0] ?? [];
  switch (operator) {
    case "prefix":
      return (value) => typeof value === "string" && value.startsWith(String(operand));
    case "suffix":
      return (value) => typeof value === "string" && value.endsWith(String(operand));
    case "equals-ignore-case":
      return (value) => String(value).toLowerCase() === String(operand).toLowerCase();
    case "exists":
      return (value) => (value !== undefined) === operand;
    case "anything-but": {
      const unwanted = [operand].flat();
      return (value) => value !== undefined && !unwanted.includes(value);
    }
    default:
      throw new Error(`The local stage does not know "${operator}" in an event pattern.`);
  }
}
