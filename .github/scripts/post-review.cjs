// Posts the report of a pull request as its one comment. The report was made by the pull request's own code, so
// nothing of it is believed: which pull request it belongs to comes from GitHub, and the text is made inert.
const { readFileSync } = require("node:fs");
const { call, isOwn, list, required, run } = require("./github.cjs");
const { fitting, inert, most } = require("./inert.cjs");

/** The hidden line by which the comment is found again. */
const marker = "<!-- shopfront-review -->";

async function main() {
  const [file] = process.argv.slice(2);
  if (!file) throw new Error("Name the report: node .github/scripts/post-review.cjs review.md");
  const number = await pullRequest();
  if (number === undefined) {
    console.log("The pull request is closed, or has newer commits; nothing was posted.");
    return;
  }
  const body = comment(readFileSync(file, "utf8"), required("RUN_URL"));
  const own = (await list(`issues/${number}/comments`)).find((each) => isOwn(each, marker));
  if (own) await call("PATCH", `issues/comments/${own.id}`, { body });
  else await call("POST", `issues/${number}/comments`, { body });
  console.log(`${own ? "Edited" : "Posted"} the review of pull request ${number}.`);
}

/** The open pull request whose newest commit was reviewed. */
async function pullRequest() {
  const head = `${required("HEAD_OWNER")}:${required("HEAD_BRANCH")}`;
  const open = await list(`pulls?state=open&head=${encodeURIComponent(head)}`);
  return open.find((each) => each.head.sha === required("HEAD_SHA"))?.number;
}

function comment(report, url) {
  const text = inert(report.replaceAll(marker, "")).trim();
  // First, where nothing of the report can fold it away or make code of it.
  const head = `${marker}\n_Made by [this run](${url}) of the pull request's own code._\n\n`;
  return head + fitting(text, most - head.length);
}

run(main);
