import { command } from "./command";
import { emulatorQuestion, usage } from "./emulator/question";
import { runEmulator } from "./emulator/run-emulator";

/** Tries the whole program in an AWS emulator: `npm run emulator`; docs/emulator.md. */
async function main(): Promise<void> {
  await runEmulator(emulatorQuestion(process.argv.slice(2)), (line) => console.log(line));
}

if (require.main === module) command(main, usage);
