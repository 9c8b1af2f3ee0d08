import { command } from "./command";
import { deployStack } from "./deploy/deploy-stack";
import { destroyStack, sweep } from "./deploy/destroy-stack";
import { deployQuestion, usage } from "./deploy/question";
import { showOutputs } from "./deploy/show-outputs";
import { standardTerminal } from "./deploy/terminal";

/** Deploys, previews, destroys or shows a stack: `npm run deploy -- dev`; docs/deploying.md. */
async function main(): Promise<void> {
  const question = deployQuestion(process.argv.slice(2));
  const terminal = standardTerminal(question.yes);
  if (question.verb === "sweep") return sweep(terminal, new Date());
  if (question.verb === "destroy") return destroyStack(question, terminal);
  if (question.verb === "outputs") return showOutputs(question, terminal);
  return deployStack(question, terminal);
}

if (require.main === module) command(main, usage);
