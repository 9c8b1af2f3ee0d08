// The few calls of GitHub's API that the workflows make, without any package: this runs beside a token.

/** A variable of the job; throws where it is missing. */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing; the workflow sets it.`);
  return value;
}

/** Calls the API below this repository; throws a sentence where GitHub refuses. */
async function call(method, path, body) {
  const { GITHUB_API_URL = "https://api.github.com" } = process.env;
  const url = `${GITHUB_API_URL}/repos/${required("GITHUB_REPOSITORY")}/${path}`;
  const reply = await fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${required("GITHUB_TOKEN")}`,
      "x-github-api-version": "2022-11-28",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`GitHub answered ${reply.status} to ${method} ${path}.`);
  return reply.json();
}

/** All items of a list, page by page. */
async function list(path) {
  const perPage = 100;
  const all = [];
  for (let page = 1; ; page++) {
    const sign = path.includes("?") ? "&" : "?";
    const items = await call("GET", `${path}${sign}per_page=${perPage}&page=${page}`);
    all.push(...items);
    if (items.length < perPage) return all;
  }
}

/** The account under which a job's own token writes. */
const bot = "github-actions[bot]";

/** Whether a comment or an issue is the job's own and begins with its mark: anybody can write the mark. */
function isOwn({ user, body }, marker) {
  return user?.login === bot && String(body).startsWith(marker);
}

/** Runs a script to its end: a mistake is one sentence and the exit code 1. */
function run(main) {
  main().catch(({ message }) => {
    console.error(message);
    process.exitCode = 1;
  });
}

module.exports = { call, isOwn, list, required, run };
