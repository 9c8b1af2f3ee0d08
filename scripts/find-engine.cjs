// Says why the tests under the Pulumi engine cannot run here, in one sentence; nothing where they can.
const { execFileSync } = require("node:child_process");

const least = [3, 248];

/** @returns {string | undefined} */
function whyNoEngine() {
  let version;
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    version = execFileSync("pulumi", ["version"], { env, encoding: "utf8" }).trim();
  } catch {
    return `pulumi ${least.join(".")} or newer is not on the PATH`;
  }
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  if (major === least[0] && minor >= least[1]) return undefined;
  return `pulumi ${version} is on the PATH, and they need ${least.join(".")} or newer`;
}

module.exports = { whyNoEngine };

if (require.main === module) {
  const reason = whyNoEngine();
  if (reason) console.log(`NOT RUN: ${reason}`);
  process.exitCode = reason ? 1 : 0;
}
