import { runProgram } from "local-stage";
import { captured } from "../policy/captured";
import { complaint, judge, summary } from "../policy/judge";
import { rules } from "../policy/rules";
import { waivers } from "../policy/waivers";
import { command } from "./command";
import { stackFile } from "./deploy/settings-file";
import { shopProgram } from "./shop";

const usage = "npm run policy -- [<stage>], by default prod";

/** Prints what came of every rule on a stage, `npm run policy -- prod`; fails when one is broken. */
async function main(): Promise<void> {
  const [stage = "prod", ...others] = process.argv.slice(2);
  if (others.length > 0 || stage.startsWith("-")) throw new Error(`Name one stage: ${usage}`);
  stackFile(stage);
  const declared = shopProgram(stage);
  const judgement = judge(captured(await runProgram(declared), declared), rules, waivers);
  for (const rule of rules) {
    const verdicts = judgement.verdicts.filter((verdict) => verdict.rule === rule);
    const reasons = new Set(verdicts.flatMap(({ waiver }) => waiver?.reason ?? []));
    console.log(`${state()}  ${rule.name}  ${rule.ids.join(" ")}`);
    for (const reason of reasons) console.log(`           ${reason}`);

    function state(): string {
      if (judgement.broken.includes(rule)) return "BROKEN   ";
      if (judgement.waived.includes(rule)) return "waived   ";
      return judgement.idle.includes(rule) ? "no object" : "satisfied";
    }
  }
  for (const verdict of judgement.verdicts) {
    if (!verdict.waiver) console.error(complaint(verdict));
  }
  console.log(summary(judgement, stage));
  process.exitCode = judgement.broken.length > 0 ? 1 : 0;
}

if (require.main === module) command(main, usage);
