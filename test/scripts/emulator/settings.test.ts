import { expect } from "chai";
import { parse } from "yaml";
import { settingsAt } from "../../../scripts/emulator/emulator-stack";
import { placesOf } from "../../../scripts/emulator/places";
import { everyOption } from "../../support/every-option";
import { program } from "../../support/pulumi";

/** The provider's names of endpoints for the modules whose names differ. */
const endpointsOf: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ["cloudwatch", "logs", "events"],
  cognito: ["cognitoidp"],
  kinesis: ["firehose"],
  s3: ["s3", "s3control"],
};

const { config } = parse(settingsAt("http://127.0.0.1:4600"));

describe("Pulumi.emulator.yaml", function () {
  this.timeout(60_000);

  it("leads every service that any stage uses to the emulator, wherever that is", async () => {
    const [endpoints, ...others] = config["aws:endpoints"];
    expect(others).to.deep.equal([]);
    expect(new Set(Object.values(endpoints))).to.deep.equal(new Set(["http://127.0.0.1:4600"]));
    const resources = [
      ...(await program("prod", everyOption)).resources,
      ...(await program("dev")).resources,
      ...(await program("emulator")).resources,
    ];
    const modules = new Set(resources.flatMap(({ type }) => /^aws:(\w+)\//.exec(type)?.[1] ?? []));
    expect(modules).to.include.all.keys("dynamodb", "kinesis", "lambda", "sesv2", "wafv2");
    const needed = [...modules].flatMap((module) => endpointsOf[module] ?? [module]);
    expect(endpoints).to.include.all.keys(...needed, "sts");
  });

  it("lets the provider into no real account", () => {
    expect(config["aws:allowedAccountIds"]).to.deep.equal(["000000000000"]);
    expect(config["shopfront:emulator"]).to.equal("http://127.0.0.1:4600");
    expect(JSON.stringify(config)).not.to.match(/accessKey|secretKey|profile/);
  });

  it("sends CloudFront to the emulator for the API and the sign-in, and nothing else differs from dev", async () => {
    const [emulated, dev] = [await program("emulator"), await program("dev")];
    const named = ({ resources }: typeof dev) =>
      resources.map(({ type, name }) => `${type} ${name}`).sort();
    expect(named(emulated)).to.deep.equal(named(dev));
    const [distribution] = emulated.ofType("aws:cloudfront/distribution:Distribution");
    const [api] = emulated.ofType("aws:apigateway/stage:Stage");
    const id = new URL(api?.outputs.invokeUrl).hostname.split(".")[0];
    const origins = distribution?.inputs.origins.filter((each: Origin) => each.customOriginConfig);
    expect(
      origins.map(({ originId, domainName, originPath, customOriginConfig }: Origin) => [
        originId,
        `${customOriginConfig.originProtocolPolicy} ${domainName}:${customOriginConfig.httpPort}`,
        originPath,
      ]),
    ).to.deep.equal([
      ["api", "http-only localhost:4566", `/_aws/execute-api/${id}`],
      ["api-visits", "http-only localhost:4566", `/_aws/execute-api/${id}`],
      ["sign-in", "http-only localhost:4566", undefined],
    ]);
    const values = emulated
      .ofType("aws:apigateway/apiKey:ApiKey")
      .map(({ inputs }) => inputs.value);
    expect(new Set(values).size).to.equal(2);
    // As long as MiniStack and AWS want it.
    for (const value of values) expect(value).to.match(/^[\w-]{20,128}$/);
    for (const { inputs } of dev.ofType("aws:apigateway/apiKey:ApiKey")) {
      expect(inputs).not.to.have.property("value");
    }
  });
});

interface Origin {
  readonly originId: string;
  readonly domainName: string;
  readonly originPath?: string;
  readonly customOriginConfig: { readonly originProtocolPolicy: string; readonly httpPort: number };
}

describe("the places of a shop in an emulator", () => {
  const address = "http://127.0.0.1:4600";

  it("are at the emulator, whatever the outputs name", () => {
    const outputs = {
      siteUrl: "http://d1234.cloudfront.net",
      apiUrl: "https://a1b2c3d4.execute-api.ca-central-1.amazonaws.com/api",
    };
    expect(placesOf(outputs, address)).to.deep.equal({
      site: { url: address, host: "d1234.cloudfront.net" },
      api: { url: `${address}/_aws/execute-api/a1b2c3d4/api` },
      emulator: { url: address },
    });
  });

  it("are missing where an output is", () => {
    expect(() => placesOf({ siteUrl: "http://d1234.cloudfront.net" }, address)).to.throw(
      "The stack's output apiUrl is no address: undefined.",
    );
  });
});
