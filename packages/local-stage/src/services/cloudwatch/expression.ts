/** One result of an expression at one time: a number, several (METRICS()), or a gap. */
export type Value = number | undefined | readonly (number | undefined)[];

/** Computes an expression; `at` gives the value of another query by its id. */
export type Expression = (at: (id: string) => number | undefined) => Value;

type Token = string;

/** Operators by how strongly they bind, weakest first. */
const levels: readonly (readonly string[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
};

/**
 * Reads the part of CloudWatch's metric math that alarms need; throws a sentence that names what it
 * does not know. `metricIds` are what METRICS() stands for, `ids` all
 * that may be named.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function metricMath(
  text: string,
  metricIds: readonly string[],
  ids: readonly string[] = metricIds,
): Expression {
  const tokens = tokenize(text);
  let place = 0;

  const fail = (what: string): never => {
    throw new Error(`The local stage does not know ${what} in the metric math "${text}".`);
  };
  const take = (expected?: string): Token => {
    const token = tokens[place++] ?? fail("how this ends");
    return expected === undefined || token === expected ? token : fail(`"${token}"`);
  };

  function binary(level: number): Expression {
    const known = levels[level];
    if (!known) return single();
    let left = binary(level + 1);
    while (known.includes(tokens[place] ?? "")) {
      const operate = operators[take()] as (a: number, b: number) => number;
      const [one, other] = [left, binary(level + 1)];
      left = (at) => pairwise(operate, one(at), other(at));
    }
    return left;
  }

  function single(): Expression {
    const token = take();
    if (/^[\d.]/.test(token)) return () => Number(token);
    if (token === "-") {
      const inner = single();
      return (at) => pairwise((a, b) => a - b, 0, inner(at));
    }
    if (token === "(" || token === "[") {
      const inner = list(token === "(" ? ")" : "]");
      if (token === "(")
        return inner.length === 1 ? (inner[0] as Expression) : fail("a list in ()");
      return (at) => inner.flatMap((each) => each(at));
    }
    if (tokens[place] === "(") return call(token);
    if (!ids.includes(token)) return fail(`"${token}"`);
    return (at) => at(token);
  }

  function list(end: string): Expression[] {
    const all: Expression[] = [];
    while (tokens[place] !== end) {
      all.push(binary(0));
      if (tokens[place] !== end) take(",");
    }
    take(end);
    return all;
  }

  function call(name: string): Expression {
    take("(");
    const parts = list(")");
    const [first = () => undefined, second = () => undefined, third = () => undefined] = parts;
    switch (name) {
      case "METRICS":
        return parts.length > 0 ? fail("a filter in METRICS") : (at) => metricIds.map(at);
      case "FILL":
        return (at) => orElse(first(at), second(at) as number);
      case "IF":
        return (at) => {
          const condition = first(at) as number | undefined;
          if (condition === undefined) return undefined;
          return condition !== 0 ? second(at) : third(at);
        };
      case "SUM":
      case "MAX":
      case "MIN":
      case "AVG":
        return (at) => fold(name, first(at), fail);
      case "ABS":
        return (at) => pairwise((a) => Math.abs(a), first(at), 0);
      default:
        return fail(`${name}()`);
    }
  }

  const whole = binary(0);
  if (place < tokens.length) fail(`"${tokens[place]}"`);
  return whole;
}

function tokenize(text: string): Token[] {
  const tokens = text.match(/\d+(\.\d+)?|\w+|[<>=!]=|&&|\|\||"[^"]*"|\S/g) ?? [];
  return tokens.map((token) => ({ "&&": "AND", "||": "OR", and: "AND", or: "OR" })[token] ?? token);
}

/** A gap on either side is a gap; a list is worked through one by one. */
function pairwise(operate: (a: number, b: number) => number, a: Value, b: Value): Value {
  if (Array.isArray(a)) return a.map((each) => pairwise(operate, each, b) as number | undefined);
  if (Array.isArray(b)) return b.map((each) => pairwise(operate, a, each) as number | undefined);
  return a === undefined || b === undefined ? undefined : operate(a as number, b as number);
}

function orElse(value: Value, instead: number): Value {
  return Array.isArray(value) ? value.map((one) => one ?? instead) : (value ?? instead);
}

/** SUM and its like over a list; over one metric they would join all of its times, as no alarm does. */
function fold(name: string, value: Value, fail: (what: string) => never): number | undefined {
  if (!Array.isArray(value)) return fail(`${name} of one metric`);
  const known = value.filter((one): one is number => one !== undefined);
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, one) => total + one, 0);
  if (name === "SUM") return sum;
  if (name === "AVG") return sum / known.length;
  return name === "MAX" ? Math.max(...known) : Math.min(...known);
}
