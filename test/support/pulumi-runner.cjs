// Loads index.ts the way Pulumi's own Node.js host does (cmd/run/run.js): through the ts-node that it
// ships, with this project's compiler options and full type checking, but with mocks for an engine.
// The argument is a list of runs, {stage, config, preview}; prints what each one registers. With a second
// argument "tsx" it is loaded as the tests and the local stage do.
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { basename, join, resolve, sep } = require("node:path");
const pulumi = require("@pulumi/pulumi");
const { unknownValue } = require("@pulumi/pulumi/runtime/rpc");
const tsutils = require("@pulumi/pulumi/tsutils");
const { parse } = require("yaml");

const folder = resolve(__dirname, "../..");
const project = resolve(folder, "tsconfig.json");
const { tsnodeRequire, typescriptRequire } = tsutils.typeScriptRequireStrings();
process.chdir(folder);

/** Some values that AWS makes up and the program takes apart. */
function computed(type, name, inputs) {
  return {
    arn: `arn:aws:x:::${name}`,
    bucket: name,
    invokeUrl: "https://api.example/api",
    endpoint: "cognito-idp.ca-central-1.amazonaws.com/pool",
    dkimSigningAttributes: { tokens: ["a", "b", "c"] },
    ...(type === "aws:acm/certificate:Certificate" && { domainValidationOptions: proofs(inputs) }),
  };
}

/** The provider tells the names in a preview already, and the rest when the certificate is there. */
function proofs({ domainName, subjectAlternativeNames }, value = "_proof.example.") {
  return [domainName, ...subjectAlternativeNames].map((name) => ({
    domainName: name,
    resourceRecordName: value,
    resourceRecordType: "CNAME",
    resourceRecordValue: value,
  }));
}

/** The zips of the closures: they are named after the stack. */
function closureZips() {
  const zips = join(folder, "dist", "functions");
  const names = existsSync(zips) ? readdirSync(zips).sort() : [];
  return names
    .filter((name) => name.startsWith("shopfront-runner-"))
    .map((name) => join(zips, name));
}

/** Runs the program; in a preview of a first deployment nothing is known but what it says itself. */
async function run({ stage, config = {}, preview = false }) {
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, custom }) {
        if (!custom) return { id: undefined, state: inputs };
        if (!preview) return { id: name, state: { ...computed(type, name, inputs), ...inputs } };
        const isCertificate = type === "aws:acm/certificate:Certificate";
        const known = isCertificate
          ? { domainValidationOptions: proofs(inputs, unknownValue) }
          : undefined;
        return { id: undefined, state: { ...inputs, ...known } };
      },
      call: () => ({ region: "ca-central-1", accountId: "000000000000", partition: "aws" }),
    },
    "shopfront",
    // A stack of its own: zips are named after it, and other tests read those of dev and prod.
    "runner",
    preview,
  );
  const { config: settings } = parse(readFileSync(`Pulumi.${stage}.yaml`, "utf8"));
  pulumi.runtime.setAllConfig({
    ...Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
    ...config,
  });
  for (const zip of closureZips()) rmSync(zip);
  // The program reads its settings while its modules load.
  for (const file of Object.keys(require.cache)) {
    if (file === join(folder, "index.ts") || file.startsWith(join(folder, "infra") + sep)) {
      delete require.cache[file];
    }
  }
  const exported = require(folder);
  await pulumi.runtime.disconnect();
  const unknown = [];
  for (const [name, value] of Object.entries(exported)) {
    if (!(await pulumi.output(value).isKnown)) unknown.push(name);
  }
  const urns = [...pulumi.runtime.getMonitor().getRegisteredResources().keys()];
  const closures = closureZips().map((zip) => [basename(zip), readFileSync(zip, "base64")]);
  return { resources: urns.sort(), unknown, closures: Object.fromEntries(closures) };
}

function registerPulumiLoader() {
  require(tsnodeRequire).register({
    compiler: typescriptRequire,
    transpileOnly: undefined,
    project,
    skipProject: false,
    compilerOptions: {
      target: "ES2020",
      module: "nodenext",
      moduleResolution: "nodenext",
      sourceMap: "true",
      ...tsutils.loadTypeScriptCompilerOptions(project),
    },
  });
}

async function main() {
  // The SDK writes a stack down for every promise; short ones halve its time.
  Error.stackTraceLimit = 3;
  if (process.argv[3] === "tsx") require("tsx/cjs");
  else registerPulumiLoader();
  const runs = [];
  for (const wanted of JSON.parse(process.argv[2])) runs.push(await run(wanted));
  console.log(JSON.stringify({ tsnodeRequire, runs }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
