import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { bundleEdgeScripts } from "../../build/edge-scripts";

describe("the bundles of edge functions", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-edge-"));
  after(() => rmSync(folder, { recursive: true }));

  const write = (module: string, text: string) => writeFileSync(join(folder, `${module}.ts`), text);
  const greeting = async () => {
    const { "say-hello": text } = await bundleEdgeScripts(folder, ["say-hello"]);
    const code = `const settings = { name: "Awa" };\n${text}\nhandler({ times: 2 })`;
    return runInNewContext(code) as unknown;
  };

  it("need nothing around them but their settings", async () => {
    write("words", "export const hello = 'Hello';");
    write(
      "say-hello",
      `import { hello } from "./words";
      export function sayHello(settings: { name: string }) {
        return (event: { times?: number }) => \`\${hello} \${settings.name} \${event?.times ?? 1}\`;
      }`,
    );
    expect(await greeting()).to.equal("Hello Awa 2");
  });

  it("are made anew when a module that they import has changed", async () => {
    write("words", "export const hello = 'Bonjour';");
    expect(await greeting()).to.equal("Bonjour Awa 2");
  });

  const lacking: [syntax: string, text: string][] = [
    ["destructuring", "const { a } = event; return a;"],
    ["for-of loops", "for (const a of event) return a;"],
    ["class syntax", "class A {} return new A();"],
    ["rest arguments", "return Math.max(...event);"],
    ["default arguments", "return ((a = 1) => a)();"],
  ];
  for (const [syntax, text] of lacking) {
    it(`refuse ${syntax}, which CloudFront's runtime lacks`, async () => {
      write("bad", `export const bad = () => function (event) { ${text} };`);
      let message = "";
      await bundleEdgeScripts(folder, ["bad"]).catch((error: Error) => {
        message = error.message;
      });
      expect(message).to.include(syntax);
    });
  }
});
