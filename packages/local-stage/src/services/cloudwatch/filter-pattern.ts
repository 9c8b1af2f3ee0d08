/** True where one line of a log fits. */
export type LineTest = (line: string) => boolean;

// biome-ignore lint/suspicious/noExplicitAny: a log line has any shape
type Json = any;
type JsonTest = (line: Json) => boolean;

/**
 * Reads a filter pattern: terms, quoted or not, of which a line must have all (`-term` none), or the
 * JSON form `{ $.a.b = "x" && $.n > 5 }`. Throws a sentence that names what it does not know.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): LineTest {
  const text = pattern.trim();
  if (text.startsWith("{")) return jsonPattern(text);
  if (/^\[|\?|%/.test(text)) throw unknown("this form", pattern);
  const terms = text.match(/-?"[^"]*"|\S+/g) ?? [];
  const tests = terms.map((term): LineTest => {
    const wanted = term.replace(/^-/, "").replaceAll('"', "");
    return (line) => line.includes(wanted) !== term.startsWith("-");
  });
  return (line) => tests.every((test) => test(line));
}

function jsonPattern(pattern: string): LineTest {
  const tokens =
    pattern.slice(1, -1).match(/"[^"]*"|&&|\|\||[()]|!=|>=|<=|=|>|<|[^\s()=<>!&|"]+|\S/g) ?? [];
  let place = 0;
  if (!pattern.endsWith("}")) throw unknown("how this ends", pattern);

  function either(): JsonTest {
    let left = both();
    while (tokens[place] === "||") {
      place++;
      const [one, other] = [left, both()];
      left = (line) => one(line) || other(line);
    }
    return left;
  }
  function both(): JsonTest {
    let left = single();
    while (tokens[place] === "&&") {
      place++;
      const [one, other] = [left, single()];
      left = (line) => one(line) && other(line);
    }
    return left;
  }
  function single(): JsonTest {
    if (tokens[place] === "(") {
      place++;
      const inner = either();
      if (tokens[place++] !== ")") throw unknown("how this ends", pattern);
      return inner;
    }
    const selector = tokens[place++] ?? "";
    const select = jsonSelector(selector);
    if (!select) throw unknown(`"${selector}"`, pattern);
    const operator = (tokens[place++] ?? "").toUpperCase();
    if (operator === "EXISTS") return (line) => select(line) !== undefined;
    const operand = tokens[place++] ?? "";
    if (operator === "NOT" && operand.toUpperCase() === "EXISTS") {
      return (line) => select(line) === undefined;
    }
    if (operator === "IS") return is(select, operand.toUpperCase(), pattern);
    return compare(select, operator, operand, pattern);
  }

  const test = either();
  if (place < tokens.length) throw unknown(`"${tokens[place]}"`, pattern);
  return (line) => {
    try {
      return test(JSON.parse(line));
    } catch {
      // Not JSON: such a line never fits a JSON pattern.
      return false;
    }
  };
}

/** What `$.a.b` names in a line; undefined for another text. */
export function jsonSelector(text: string): ((line: Json) => Json) | undefined {
  const path = /^\$((?:\.[\w-]+|\[\d+\])+)$/.exec(text)?.[1];
  const steps = path?.match(/[\w-]+/g);
  return steps ? (line) => steps.reduce((value, step) => value?.[step], line) : undefined;
}

function is(select: (line: Json) => Json, what: string, pattern: string): JsonTest {
  const wanted = new Map([
    ["TRUE", true],
    ["FALSE", false],
    ["NULL", null],
  ]);
  if (!wanted.has(what)) throw unknown(`IS ${what}`, pattern);
  return (line) => select(line) === wanted.get(what);
}

function compare(
  select: (line: Json) => Json,
  operator: string,
  operand: string,
  pattern: string,
): JsonTest {
  const quoted = operand.startsWith('"');
  const text = quoted ? operand.slice(1, -1) : operand;
  if (operator === "=" || operator === "!=") {
    const escaped = text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    const wanted = new RegExp(`^${escaped}$`, "s");
    const isNumber = !quoted && text !== "" && !Number.isNaN(Number(text));
    return (line) => {
      const value = select(line);
      if (value === undefined || value === null || typeof value === "object") return false;
      const same = isNumber ? Number(value) === Number(text) : wanted.test(String(value));
      return same === (operator === "=");
    };
  }
  const number = Number(text);
  if (!/^[<>]=?$/.test(operator) || Number.isNaN(number)) {
    throw unknown(`"${operator} ${operand}"`, pattern);
  }
  return (line) => {
    const value = select(line);
    if (typeof value !== "number") return false;
    if (operator === ">") return value > number;
    if (operator === ">=") return value >= number;
    return operator === "<" ? value < number : value <= number;
  };
}

function unknown(what: string, pattern: string): Error {
  return new Error(`The local stage does not know ${what} in the filter pattern ${pattern}`);
}
