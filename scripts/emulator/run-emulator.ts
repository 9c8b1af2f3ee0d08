import { interruptible } from "../deploy/engine/interrupts";
import type { PulumiCli } from "../deploy/engine/pulumi-cli";
import { pulumiCli } from "../deploy/engine/pulumi-cli";
import { stackFile } from "../deploy/settings-file";
import { makeOwner, signInOnDesk } from "./desk";
import { refuseWithoutDocuments } from "./document-check";
import { EmulatorStack, stackName } from "./emulator-stack";
import { type Emulator, findEmulator } from "./find-emulator";
import { placesOf } from "./places";
import { refuseWithoutPlugin } from "./provider-plugin";
import type { EmulatorQuestion } from "./question";
import { startEmulator } from "./start-emulator";
import { walkThrough } from "./walk-through";

type Print = (line: string) => void;

/** Brings the program up in an emulator, walks through the shop, and takes it down again. */
export async function runEmulator(question: EmulatorQuestion, print: Print): Promise<void> {
  const { address } = question;
  const { command: cli } = await engine(print);
  const region = String(stackFile(stackName).config["aws:region"]);
  const stack = new EmulatorStack({ cli, address, region, tell: print });
  let started: { stop(): Promise<void> } | undefined;
  try {
    refuseWithoutPlugin(cli, stack.environment);
    const found = await findEmulator(address);
    if (!found && !question.start) throw new Error(noEmulator(address));
    const emulator = found ?? (await startEmulator(question, { region }));
    if (!found) started = emulator as Awaited<ReturnType<typeof startEmulator>>;
    print(`${emulator.name} ${found ? "is" : "was started"} at ${address}.`);
    await refuseWithoutDocuments(emulator, region);
    await deployAndWalk(stack, emulator, region, print);
  } finally {
    stack.remove();
    await started?.stop();
  }
}

/** The CLI, without offering to install it. */
async function engine(print: Print): Promise<PulumiCli> {
  const nobody = async () => false;
  const terminal = {
    isInteractive: false,
    print: (line = "") => print(line),
    write: () => undefined,
    confirm: nobody,
  };
  return pulumiCli(terminal, undefined, "npm run emulator");
}

function noEmulator(address: string): string {
  return `No emulator answers at ${address}: start MiniStack or LocalStack, name another one with --address, or add --start pypi or --start docker.`;
}

/** Takes the program down again however the walk-through ends; throws what did not work in it. */
export async function deployAndWalk(
  stack: Pick<EmulatorStack, "up" | "outputs" | "destroy">,
  { address }: Pick<Emulator, "address">,
  region: string,
  print: Print,
): Promise<void> {
  let problem = await walk(stack, address, region, print).catch((error: Error) => error.message);
  print("Taking it down again.");
  await stack.destroy().catch(({ message }: Error) => {
    problem = problem ? `${problem}\n${message}` : message;
  });
  if (problem) throw new Error(problem);
  print("All of it works.");
}

/** What did not work; undefined where all did. */
async function walk(
  stack: Pick<EmulatorStack, "up" | "outputs">,
  address: string,
  region: string,
  print: Print,
): Promise<string | undefined> {
  print("Bringing the program up.");
  await stack.up();
  const outputs = await stack.outputs();
  const { site, api, emulator } = placesOf(outputs, address);
  const userPoolId = String(outputs.adminUserPool);
  const signIn = async () => signInOnDesk(site, await makeOwner({ emulator, region, userPoolId }));
  print("Walking through the shop:");
  // Takes seconds, and the program is to be taken down after it.
  const { result: outcomes, interrupted } = await interruptible(
    () => walkThrough({ site, api, signIn }),
    () => true,
    print,
  );
  if (interrupted) return "Ended early, as asked.";
  for (const { what, problem } of outcomes) print(`  ${problem ? "FAILED" : "ok    "}  ${what}`);
  const failed = outcomes.filter(({ problem }) => problem);
  if (failed.length === 0) return undefined;
  return `The walk-through failed: ${failed.map(({ what, problem }) => `${what} (${problem})`).join("; ")}.`;
}
