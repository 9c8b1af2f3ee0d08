import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { captured } from "../../policy/captured";
import type { PlainResource } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { projectFolder, shopProgram } from "../../scripts/shop";
import { program } from "../support/pulumi";
import { fixture } from "./fixtures";

// The engine's own protocol; its libraries are the SDK's, so they are found from there.
const sdk = createRequire(require.resolve("@pulumi/policy"));
const { credentials } = sdk("@grpc/grpc-js");
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb");
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb");
const { AnalyzerClient } = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb");
const messages = sdk("@pulumi/pulumi/proto/analyzer_pb");

/** How the engine writes a text that is not known before the deployment. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Diagnostic {
  readonly policyname: string;
  readonly message: string;
  readonly urn: string;
}

interface Reply {
  readonly diagnosticsList: readonly Diagnostic[];
  readonly policiesList: readonly { readonly name: string; readonly enforcementlevel: number }[];
}

type Done = (error: Error | null, reply: { toObject(): Reply }) => void;

describe("the policy pack", function () {
  this.timeout(60_000);
  let pack: ChildProcess;
  let client: Record<"analyzeStack" | "getAnalyzerInfo", (request: unknown, done: Done) => void>;

  before(async () => {
    const loader = resolve(projectFolder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    pack = spawn(process.execPath, [loader, "127.0.0.1:1", "."], {
      cwd: resolve(projectFolder, "policy"),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = await once(
      createInterface({ input: pack.stdout as NodeJS.ReadableStream }),
      "line",
    );
    client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_send_message_length": 100_000_000,
    });
  });

  after(() => pack.kill());

  it("starts as the engine starts it and finds nothing wrong on prod", async () => {
    const resources = captured(await program("prod"), shopProgram("prod"));
    expect(await judged(resources)).to.deep.equal([]);
  });

  it("names the resource, the rule and what would be valid", async () => {
    const wrong = fixture("sign-in-passwords").wrong;
    const found = (await judged(wrong)).filter(
      ({ policyname }) => policyname === "sign-in-passwords",
    );
    expect(found).to.have.length(1);
    expect(found[0]?.urn).to.equal(wrong[0]?.urn);
    expect(found[0]?.message).to.include(
      "it violates sign-in-passwords (AwsSolutions-COG1, Cognito.3): Passwords have at least 8 characters",
    );
  });

  it("leaves for the deployment what a preview can't know", async () => {
    const [role] = fixture("role-of-one-service").wrong as [PlainResource];
    const later = { ...role, props: { assumeRolePolicy: unknownText } };
    expect(await judged([later])).to.deep.equal([]);
    expect((await judged([role])).map(({ policyname }) => policyname)).to.include(
      "role-of-one-service",
    );
  });

  it("knows what belongs together before names are known", async () => {
    const [bucket, versioning] = fixture("bucket-versioned").right as [
      PlainResource,
      PlainResource,
    ];
    const first = { ...bucket, props: { bucket: unknownText, arn: unknownText } };
    const second = {
      ...versioning,
      props: { ...versioning.props, bucket: unknownText },
      references: { bucket: [bucket.urn] },
    };
    const broken = (await judged([first, second])).map(({ policyname }) => policyname);
    expect(broken).to.include("bucket-blocks-public-access").and.not.include("bucket-versioned");
  });

  it("has a mandatory policy for every rule", async () => {
    const info = await called((done) => client.getAnalyzerInfo(new Empty(), done));
    const policies = info.policiesList.map(({ name, enforcementlevel }) => [
      name,
      enforcementlevel,
    ]);
    expect(policies).to.deep.equal(
      rules.map(({ name }) => [name, messages.EnforcementLevel.MANDATORY]),
    );
  });

  async function judged(resources: readonly PlainResource[]): Promise<readonly Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(resources.map(message));
    return (await called((done) => client.analyzeStack(request, done))).diagnosticsList;
  }
});

/** One call of the protocol; its reply as plain values. */
function called(call: (done: Done) => void): Promise<Reply> {
  return new Promise((settle, fail) => {
    call((error, reply) => (error ? fail(error) : settle(reply.toObject())));
  });
}

function message({ type, name, urn, props, references, defaultTags }: PlainResource) {
  const made = new messages.AnalyzerResource();
  made.setType(type);
  made.setName(name);
  made.setUrn(urn);
  made.setOptions(new messages.AnalyzerResourceOptions());
  // Assets have a form of their own in the protocol, and no rule looks at them.
  const { code, source, ...rest } = props;
  made.setProperties(
    Struct.fromJavaScript(JSON.parse(JSON.stringify({ ...rest, tags: defaultTags ?? rest.tags }))),
  );
  for (const [property, urns] of Object.entries(references ?? {})) {
    const from = new messages.AnalyzerPropertyDependencies();
    from.setUrnsList([...urns]);
    made.getPropertydependenciesMap().set(property, from);
  }
  return made;
}
