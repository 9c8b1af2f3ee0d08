// Prints the notes of a release: its section of CHANGELOG.md, which must say what an update takes.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const project = join(__dirname, "../..");

/** The section of a version; throws a sentence where something of it is missing. */
function releaseNotes(tag, changelog, packageVersion) {
  const version = tag.replace(/^v/, "");
  if (version !== packageVersion) {
    throw new Error(
      `The tag is ${tag}, but package.json says ${packageVersion}; tag v${packageVersion}.`,
    );
  }
  const sections = changelog.split(/^(?=## )/m);
  const section = sections.find((each) => /^## \[?([^\]\s]+)/.exec(each)?.[1] === version);
  if (!section) throw new Error(`CHANGELOG.md has no section "## ${version}"; name it so.`);
  const notes = section.slice(section.indexOf("\n")).trim();
  if (!/^### Upgrading\n+\S/m.test(notes)) {
    throw new Error(
      `The section ${version} of CHANGELOG.md has no "### Upgrading"; say there what an update takes, or "Nothing to do."`,
    );
  }
  return notes;
}

module.exports = { releaseNotes };

if (require.main === module) {
  try {
    const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    const changelog = readFileSync(join(project, "CHANGELOG.md"), "utf8");
    console.log(releaseNotes(process.argv[2] ?? "", changelog, version));
  } catch ({ message }) {
    console.error(message);
    process.exitCode = 1;
  }
}
