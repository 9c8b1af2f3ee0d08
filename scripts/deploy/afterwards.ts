import type { OutputMap } from "@pulumi/pulumi/automation";
import { business } from "../../business";
import type { Bill } from "../../cost/price-graph";
import { billTable, dollars, width } from "../../cost/table";
import type { EngineStack } from "./engine/engine-stack";
import type { Step } from "./engine/steps";
import { outputLines } from "./output-lines";
import type { DeployQuestion } from "./question";
import type { StackFile } from "./settings-file";
import { smokeTest } from "./smoke-test";
import type { Terminal } from "./terminal";

interface Deployed {
  readonly question: DeployQuestion;
  readonly engine: EngineStack;
  readonly file: StackFile;
  readonly bill: Bill;
  readonly steps: readonly Step[];
  readonly terminal: Terminal;
}

/** What follows a deployment: a smoke test, the addresses, what a person does next, and the bill. */
export async function afterwards(deployed: Deployed): Promise<void> {
  const { question, engine, file, bill, terminal, steps } = deployed;
  const outputs = await engine.outputs();
  terminal.print();
  const problems = question.smoke ? await smoked(outputs, terminal) : [];
  if (!question.smoke) terminal.print("The smoke test was left out (--no-smoke).");
  terminal.print();
  for (const line of outputLines(outputs, { showSecrets: false })) terminal.print(line);
  const next = nextSteps(question.stack, file, steps);
  if (next.length > 0) terminal.print(`\nNext:\n${next.map((line) => `- ${line}`).join("\n")}`);
  terminal.print();
  for (const row of billTable(bill)) if (!row.startsWith(" ")) terminal.print(row);
  const { visitors, stack } = question;
  const label = `Per month before tax, with ${visitors.toLocaleString("en")} visitors`;
  terminal.print(`${label.padEnd(width)}${dollars(bill.usd).padStart(12)}`);
  if (problems.length > 0) {
    throw new Error(
      `${stack} is deployed, but the smoke test failed: ${problems.join("; ")}. Look at the site, then docs/runbooks/README.md.`,
    );
  }
}

async function smoked(outputs: OutputMap, terminal: Terminal): Promise<string[]> {
  terminal.print("Smoke test:");
  const [siteUrl, apiUrl] = [outputs.siteUrl?.value, outputs.apiUrl?.value].map(String);
  const outcomes = await smokeTest({
    siteUrl: siteUrl as string,
    apiUrl: apiUrl as string,
    zone: business.timeZone,
  });
  for (const { what, problem } of outcomes) {
    terminal.print(
      `  ${problem === undefined ? "ok    " : "FAILED"}  ${what}${problem ? `: ${problem}` : ""}`,
    );
  }
  return outcomes.flatMap(({ what, problem }) => (problem === undefined ? [] : [what]));
}

/** What is left for a person to do, which depends on how far the stage is. */
export function nextSteps(stack: string, { config }: StackFile, steps: readonly Step[]): string[] {
  const isFirst = steps.some(({ op, type }) => op === "create" && type.endsWith(":UserPool"));
  return [
    ...(config["shopfront:alertEmail"] === undefined
      ? [`Nobody hears an alarm yet: set shopfront:alertEmail in Pulumi.${stack}.yaml and deploy.`]
      : []),
    ...(isFirst ? ["Make the owner's account, and enter dnsRecords: docs/deploying.md."] : []),
    ...(config["shopfront:domain"] !== undefined && config["shopfront:dnsEntered"] !== true
      ? [`Enter dnsRecords, then set shopfront:dnsEntered to true and deploy.`]
      : []),
  ];
}
