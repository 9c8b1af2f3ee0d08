import { transform } from "esbuild";
import type * as typescript from "typescript";

/** The helper by which tsx keeps the names of functions; Pulumi's loader has none. */
const naming = "__name";

/**
 * The text of a serialized closure in one form, whichever loader compiled it: without comments and the
 * loader's helper, and spaced in one way. So a closure is the same zip on a laptop, under `pulumi up`
 * and under `npm run deploy`, and none of them publishes it again after another.
 */
export async function canonicalText(serialized: string): Promise<string> {
  // As late as Pulumi loads it itself, for serializing.
  const ts = require("typescript") as typeof typescript;
  const source = ts.createSourceFile("closure.js", serialized, ts.ScriptTarget.Latest, true);
  const helpers = new Set<string>();
  findHelpers(source);
  const numbers = renumbered(serialized, helpers);

  const { transformed } = ts.transform(source, [
    (context) => {
      const visit: typescript.Visitor = (node) => {
        if (isHelper(node)) return undefined;
        if (ts.isCallExpression(node) && isNamed(node.expression)) {
          return ts.visitNode(node.arguments[0], visit);
        }
        if (!ts.isIdentifier(node)) return ts.visitEachChild(node, visit, context);
        // esbuild writes it so where nothing could shadow it; in a `with` it no longer does.
        if (node.text === "undefined") return ts.factory.createVoidZero();
        return ts.factory.createIdentifier(numbers.get(node.text) ?? node.text);
      };
      return (file) => ts.visitEachChild(file, visit, context);
    },
  ]);
  const text = ts.createPrinter().printFile(transformed[0] as typescript.SourceFile);
  return (await transform(text, { minifyWhitespace: true, legalComments: "none" })).code;

  /** The serialized functions that the captured `__name`s are. */
  function findHelpers(node: typescript.Node): void {
    if (isCapture(node) && ts.isIdentifier(node.initializer)) helpers.add(node.initializer.text);
    ts.forEachChild(node, findHelpers);
  }

  function isHelper(node: typescript.Node): boolean {
    return (
      isCapture(node) || (ts.isFunctionDeclaration(node) && helpers.has(node.name?.text ?? ""))
    );
  }

  function isCapture(node: typescript.Node): node is typescript.PropertyAssignment {
    return ts.isPropertyAssignment(node) && isNamed(node.name);
  }

  function isNamed(node: typescript.Node): boolean {
    return ts.isIdentifier(node) && node.text === naming;
  }
}

/** Pulumi numbers the functions without a name, the helpers among them: the numbers without those. */
function renumbered(serialized: string, helpers: ReadonlySet<string>): Map<string, string> {
  const kept = [...new Set(serialized.match(/\b__f\d+\b/g))]
    .filter((name) => !helpers.has(name))
    .sort((one, other) => Number(one.slice("__f".length)) - Number(other.slice("__f".length)));
  return new Map(kept.map((name, index) => [name, `__f${index}`]));
}
