// Loads index.ts the way Pulumi's own Node.js host does (cmd/run/run.js): through the ts-node that it
// ships, with this project's compiler options and full type checking, but with mocks for an engine.
const { resolve } = require("node:path");
const pulumi = require("@pulumi/pulumi");
const tsutils = require("@pulumi/pulumi/tsutils");

const folder = resolve(__dirname, "../..");
const project = resolve(folder, "tsconfig.json");
const { tsnodeRequire, typescriptRequire } = tsutils.typeScriptRequireStrings();
process.chdir(folder);

async function main() {
  let resources = 0;
  await pulumi.runtime.setMocks(
    {
      newResource({ name, inputs }) {
        resources += 1;
        const computed = {
          arn: `arn:aws:x:::${name}`,
          invokeUrl: "https://api.example/api",
          endpoint: "cognito-idp.ca-central-1.amazonaws.com/pool",
          dkimSigningAttributes: { tokens: [] },
        };
        return { id: name, state: { ...computed, ...inputs } };
      },
      call: () => ({ region: "ca-central-1", accountId: "000000000000", partition: "aws" }),
    },
    "shopfront",
    "dev",
    false,
  );
  pulumi.runtime.setAllConfig({
    "shopfront:mailFrom": "noreply@example.com",
    "shopfront:edgeKeys": '["2026-11-21"]',
  });
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
  require(folder);
  await pulumi.runtime.disconnect();
  console.log(JSON.stringify({ tsnodeRequire, resources }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
