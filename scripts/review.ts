import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command";
import { reviewQuestion, usage } from "./review/question";
import { restFile } from "./review/report/folds";
import { reportOf } from "./review/report/report";
import { review } from "./review/review";
import { projectFolder } from "./shop";

/** Prints what the last commit changes against another one; docs/review.md says how to read it. */
async function main(): Promise<void> {
  const question = reviewQuestion(process.argv.slice(2));
  const { comment, rest } = reportOf(await review(projectFolder, question));
  if (question.out !== undefined) {
    mkdirSync(question.out, { recursive: true });
    writeFileSync(join(question.out, "review.md"), `${comment}\n`);
    if (rest !== undefined) writeFileSync(join(question.out, restFile), `${rest}\n`);
  }
  console.log(comment);
}

if (require.main === module) command(main, usage);
