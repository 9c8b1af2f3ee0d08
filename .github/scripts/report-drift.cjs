// Keeps one issue about drift: opens it, brings it up to date, and closes it once nothing differs.
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { call, isOwn, list, run } = require("./github.cjs");
const { fitting, inert, most } = require("./inert.cjs");

const marker = "<!-- shopfront-drift -->";
const title = "AWS differs from what was deployed";

async function main() {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error("Name the folder: node .github/scripts/report-drift.cjs drift");
  const reports = readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (reports.length === 0) throw new Error(`${folder} has no report of any stack.`);
  const found = reports.filter(Boolean);
  const open = (await list("issues?state=open&creator=github-actions[bot]")).find(
    (each) => !each.pull_request && isOwn(each, marker),
  );
  const text = inert(found.join("\n\n"));
  const body = `${marker}\n${fitting(text, most - marker.length - 1)}`;
  if (found.length > 0 && !open) await call("POST", "issues", { title, body });
  if (found.length > 0 && open && open.body !== body) {
    await call("PATCH", `issues/${open.number}`, { body });
  }
  if (found.length === 0 && open) {
    await call("PATCH", `issues/${open.number}`, { state: "closed", state_reason: "completed" });
  }
  console.log(found.length > 0 ? "AWS differs; the issue says where." : "Nothing differs.");
}

run(main);
