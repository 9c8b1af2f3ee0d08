import { expect } from "chai";
import type { Graph } from "local-stage";
import { LogArchive } from "../../../infra/data/log-archive";
import { everyOption } from "../../support/every-option";
import { place, program, statements, told } from "../../support/pulumi";

const at = "ca-central-1:000000000000";
const bucketArn = "arn:aws:s3:::log-archive-bucket";
const streamType = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const filterType = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";
const year = { "shopfront:logArchive": "year" };
const compliance = { "shopfront:logArchive": "compliance" };

const own = (graph: Graph) => graph.resources.filter(({ name }) => /^log-archive/.test(name));
const allow = (Action: string[], Resource: unknown) => ({ Effect: "Allow", Action, Resource });

describe("the archive of the logs", () => {
  it("is not there unless a stage asks for it", async () => {
    for (const stage of ["local", "dev", "prod"]) {
      const graph = await program(stage);
      expect(own(graph).map(({ name }) => name)).to.deep.equal([]);
      expect(graph.exports).not.to.have.property("logArchive");
    }
  });

  it("is one stream, one bucket and two roles, whatever the number of log groups", async () => {
    const graph = await program("prod", year);
    const component = "shopfront:infra:LogArchive";
    const declared = own(graph).filter(({ type }) => type !== filterType);
    expect(declared.map(place)).to.have.members([
      `${component}::log-archive`,
      `${component}$${streamType}::log-archive-stream`,
      ...["writer", "sender"].flatMap((role) => [
        `${component}$aws:iam/role:Role::log-archive-${role}-role`,
        `${component}$aws:iam/rolePolicy:RolePolicy::log-archive-${role}-policy`,
      ]),
      ...[
        "bucket:Bucket::log-archive-bucket",
        "bucketPublicAccessBlock:BucketPublicAccessBlock::log-archive-no-public-access",
        "bucketOwnershipControls:BucketOwnershipControls::log-archive-ownership",
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::log-archive-encryption",
        "bucketVersioning:BucketVersioning::log-archive-versioning",
        "bucketLifecycleConfiguration:BucketLifecycleConfiguration::log-archive-lifecycle",
        "bucketPolicy:BucketPolicy::log-archive-policy",
      ].map((each) => `${component}$aws:s3/${each}`),
    ]);
    expect(graph.exports.logArchive).to.equal("log-archive-bucket");
  });

  it("gets every log group of the stack's region once, of the two filters that AWS allows", async () => {
    for (const config of [year, everyOption]) {
      const graph = await program("prod", config);
      const groups = graph
        .ofType("aws:cloudwatch/logGroup:LogGroup")
        // The edge logs in us-east-1, where a filter cannot reach this stream.
        .filter(({ inputs }) => inputs.region !== "us-east-1")
        .map(({ outputs }) => outputs.name);
      const filters = graph.ofType(filterType);
      expect(groups.length).to.be.above(40);
      expect(filters.map(({ inputs }) => inputs.logGroup)).to.have.members(groups);
      const stream = graph.only(streamType).outputs.arn;
      const role = graph.named("aws:iam/role:Role", "log-archive-sender-role").outputs.arn;
      for (const { inputs } of filters) {
        expect(inputs).to.deep.equal({
          logGroup: inputs.logGroup,
          destinationArn: stream,
          roleArn: role,
          filterPattern: "",
        });
      }
    }
  });

  it("is written by the day, compressed once, a line a batch, with what fails apart", async () => {
    const graph = await program("prod", year);
    expect(graph.only(streamType).inputs).to.deep.equal({
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      extendedS3Configuration: {
        bucketArn,
        roleArn: "arn:aws:iam::000000000000:role/log-archive-writer-role",
        prefix: "logs/day=!{timestamp:yyyy-MM-dd}/",
        errorOutputPrefix: "failed/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/",
        bufferingInterval: 900,
        bufferingSize: 128,
        compressionFormat: "GZIP",
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "Decompression",
              parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
            },
            {
              type: "AppendDelimiterToRecord",
              parameters: [{ parameterName: "Delimiter", parameterValue: "\\n" }],
            },
          ],
        },
      },
    });
  });

  it("is written by Firehose and sent to by CloudWatch Logs, each for this account and nothing else", async () => {
    const graph = await program("prod", year);
    const trust = (role: string) =>
      JSON.parse(
        graph.named("aws:iam/role:Role", `log-archive-${role}-role`).inputs.assumeRolePolicy,
      ).Statement;
    const grants = (role: string) =>
      statements(graph.named("aws:iam/rolePolicy:RolePolicy", `log-archive-${role}-policy`));
    const assumedBy = (Service: string, Condition: object) => [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service }, Condition },
    ];
    expect(trust("writer")).to.deep.equal(
      assumedBy("firehose.amazonaws.com", { StringEquals: { "sts:ExternalId": "000000000000" } }),
    );
    expect(grants("writer")).to.deep.equal([
      allow(["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], bucketArn),
      allow(["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], `${bucketArn}/*`),
    ]);
    expect(trust("sender")).to.deep.equal(
      assumedBy("logs.amazonaws.com", {
        StringLike: { "aws:SourceArn": `arn:aws:logs:${at}:*` },
      }),
    );
    expect(grants("sender")).to.deep.equal([
      allow(
        ["firehose:PutRecord", "firehose:PutRecordBatch"],
        `arn:aws:firehose:${at}:deliverystream/log-archive-stream`,
      ),
    ]);
  });

  it("is kept for a year, or for seven in which nobody deletes anything", async () => {
    const bucket = "log-archive-bucket";
    const lifecycle = (graph: Graph) =>
      graph.named(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "log-archive-lifecycle",
      ).inputs;
    const policy = (graph: Graph) =>
      statements(graph.named("aws:s3/bucketPolicy:BucketPolicy", "log-archive-policy"));
    const tlsOnly = {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const [short, long] = [await program("prod", year), await program("prod", compliance)];
    expect(lifecycle(short)).to.deep.include({ bucket });
    expect(lifecycle(short).rules[0]).to.deep.include({
      status: "Enabled",
      expiration: { days: 365 },
      noncurrentVersionExpiration: { noncurrentDays: 30 },
    });
    expect(lifecycle(long).rules[0].expiration).to.deep.equal({ days: 2_557 });
    expect(policy(short)).to.deep.equal([tlsOnly]);
    expect(policy(long)).to.deep.equal([
      tlsOnly,
      {
        Sid: "KeepUntilExpiry",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
        Resource: `${bucketArn}/*`,
      },
    ]);
    for (const graph of [short, long]) {
      expect(graph.named("aws:s3/bucket:Bucket", bucket).inputs).to.deep.equal({
        forceDestroy: false,
      });
    }
    for (const [kept, forceDestroy] of [
      [year, true],
      [compliance, false],
    ] as const) {
      const dev = await program("dev", kept);
      expect(dev.named("aws:s3/bucket:Bucket", bucket).inputs).to.deep.equal({ forceDestroy });
    }
  });

  it("goes from a year to seven and back without another bucket or stream", async () => {
    const [short, long] = [await program("prod", year), await program("prod", compliance)];
    for (const type of [streamType, filterType, "aws:s3/bucket:Bucket"]) {
      const inputs = (graph: Graph) => graph.ofType(type).map((each) => [each.name, each.inputs]);
      expect(inputs(long)).to.deep.equal(inputs(short));
    }
  });

  it("is versioned before the first object comes, and writable before the first line is sent", async () => {
    const all = await told(() => {
      new LogArchive("archive", {
        keep: "year",
        logGroups: { one: "/aws/lambda/one" },
        config: { protectData: true },
      });
    });
    const stream = all.get("archive-stream")?.after ?? [];
    expect(stream).to.include.members(["archive-versioning", "archive-writer-policy"]);
    expect(all.get("archive-one")?.after).to.include.members([
      "archive-stream",
      "archive-sender-policy",
    ]);
  });
});
