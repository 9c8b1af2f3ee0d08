import { expect } from "chai";
import type { Graph } from "local-stage";
import { SiteBucket } from "../../../infra/site/site-bucket";
import { place, program, statements, told } from "../../support/pulumi";

const twoRegions = { "shopfront:regions": '["ca-central-1","eu-west-3"]' };
const threeRegions = { "shopfront:regions": '["ca-central-1","eu-west-3","us-west-2"]' };

const distributionOf = (graph: Graph) =>
  graph.only("aws:cloudfront/distribution:Distribution").inputs;
const bucketNamed = (graph: Graph, name: string) =>
  graph.named("aws:s3/bucket:Bucket", name).outputs;

describe("a stage with a copy in another region", () => {
  it("declares exactly the copies of the site and of its pictures beside what it has without one", async () => {
    const copied = (await program("prod", twoRegions)).resources.map(place);
    const within = "shopfront:infra:SiteReplica";
    expect(copied).to.have.members([
      ...(await program("prod")).resources.map(place),
      `shopfront:infra:SiteBucket$${within}::site-files-copy`,
      `shopfront:infra:Pictures$${within}::pictures-copy`,
      ...["site-files-copy", "pictures-copy"].flatMap((copy) => [
        `${within}$aws:s3/bucket:Bucket::${copy}-bucket`,
        `${within}$aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::${copy}-no-public-access`,
        `${within}$aws:s3/bucketOwnershipControls:BucketOwnershipControls::${copy}-ownership`,
        `${within}$aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration::${copy}-encryption`,
        `${within}$aws:s3/bucketVersioning:BucketVersioning::${copy}-versioning`,
        `${within}$aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration::${copy}-lifecycle`,
        `${within}$aws:s3/bucketPolicy:BucketPolicy::${copy}-policy`,
        `${within}$aws:iam/role:Role::${copy}-role`,
        `${within}$aws:iam/rolePolicy:RolePolicy::${copy}-role-policy`,
        `${within}$aws:s3/bucketReplicationConfig:BucketReplicationConfig::${copy}-replication`,
      ]),
    ]);
  });

  it("makes a global table of every table, with the stream that feeds the copies", async () => {
    const type = "aws:dynamodb/table:Table";
    const single = await program("prod");
    const copied = (await program("prod", twoRegions)).ofType(type);
    expect(copied).to.have.length(8);
    for (const { name, inputs } of copied) {
      expect(inputs, name).to.deep.equal({
        ...single.named(type, name).inputs,
        billingMode: "PAY_PER_REQUEST",
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        replicas: [
          {
            regionName: "eu-west-3",
            pointInTimeRecovery: true,
            deletionProtectionEnabled: true,
            propagateTags: true,
          },
        ],
      });
    }
  });

  it("copies the tables to every region and the site to the first of them", async () => {
    const graph = await program("dev", { ...threeRegions, ...everyOption });
    for (const { inputs } of graph.ofType("aws:dynamodb/table:Table")) {
      expect(
        inputs.replicas.map((replica: { regionName: string }) => replica.regionName),
      ).to.deep.equal(["eu-west-3", "us-west-2"]);
      expect(inputs.replicas[1].deletionProtectionEnabled).to.equal(false);
    }
    const buckets = graph.ofType("aws:s3/bucket:Bucket").map(({ inputs }) => inputs.region);
    expect(buckets).to.have.members([undefined, undefined, "eu-west-3", "eu-west-3"]);
  });

  it("keeps the copy of the site as private as the site's own bucket, in its own region", async () => {
    const graph = await program("prod", twoRegions);
    const { bucket } = bucketNamed(graph, "site-files-copy-bucket");
    const own = bucketNamed(graph, "site-files-bucket").bucket;
    for (const [type, noun] of [
      ["bucketPublicAccessBlock:BucketPublicAccessBlock", "no-public-access"],
      ["bucketOwnershipControls:BucketOwnershipControls", "ownership"],
      [
        "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "encryption",
      ],
      ["bucketVersioning:BucketVersioning", "versioning"],
      ["bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle"],
    ] as const) {
      const inputs = (name: string) => graph.named(`aws:s3/${type}`, `${name}-${noun}`).inputs;
      expect(inputs("site-files").bucket).to.equal(own);
      expect(inputs("site-files-copy")).to.deep.equal({
        ...inputs("site-files"),
        bucket,
        region: "eu-west-3",
      });
    }
    const policy = (name: string) => graph.named("aws:s3/bucketPolicy:BucketPolicy", name);
    expect(policy("site-files-copy-policy").inputs.region).to.equal("eu-west-3");
    const text = JSON.stringify(statements(policy("site-files-policy")));
    expect(text).to.include(graph.only("aws:cloudfront/distribution:Distribution").outputs.arn);
    expect(JSON.stringify(statements(policy("site-files-copy-policy")))).to.equal(
      text.replaceAll(`:::${own}`, `:::${bucket}`),
    );
  });

  it("copies every object, deletions too, in a role that can do nothing else", async () => {
    const graph = await program("prod", twoRegions);
    const source = bucketNamed(graph, "site-files-bucket");
    const copy = bucketNamed(graph, "site-files-copy-bucket");
    const role = graph.named("aws:iam/role:Role", "site-files-copy-role");
    expect(JSON.parse(role.inputs.assumeRolePolicy).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "s3.amazonaws.com" },
      },
    ]);
    const policies = graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.role === role.outputs.name);
    expect(policies.flatMap(statements)).to.deep.equal([
      {
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: source.arn,
      },
      {
        Effect: "Allow",
        Action: [
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionTagging",
        ],
        Resource: `${source.arn}/*`,
      },
      {
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: `${copy.arn}/*`,
      },
    ]);
    expect(
      graph.named(
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        "site-files-copy-replication",
      ).inputs,
    ).to.deep.equal({
      bucket: source.bucket,
      role: role.outputs.arn,
      rules: [
        {
          id: "everything",
          status: "Enabled",
          filter: { prefix: "" },
          destination: { bucket: copy.arn, storageClass: "STANDARD" },
          deleteMarkerReplication: { status: "Enabled" },
        },
      ],
    });
  });

  it("puts every file again when the copy is new, because S3 copies nothing older", async () => {
    const hashes = async (config?: Record<string, string>) =>
      (await program("prod", config))
        .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
        .map(({ inputs }) => inputs.sourceHash);
    expect(new Set(await hashes(twoRegions))).to.deep.equal(new Set(["eu-west-3"]));
    expect(new Set(await hashes())).to.deep.equal(new Set([undefined]));
  });

  it("puts no file before S3 may copy it, because it tries none again", async () => {
    const all = await told(() => {
      new SiteBucket("files", {
        files: [],
        pageSettings: {},
        protectData: false,
        copyRegion: "eu-west-3",
      });
    });
    expect(all.get("files-config.json")?.after).to.include("files-copy-replication");
    expect(all.get("files-copy-replication")?.after).to.include.members([
      "files-copy-role-policy",
      "files-versioning",
      "files-copy-versioning",
    ]);
  });

  it("asks the copy where the bucket fails, and never for what the bucket answered", async () => {
    const graph = await program("prod", twoRegions);
    const { origins, originGroups, defaultCacheBehavior, orderedCacheBehaviors } =
      distributionOf(graph);
    expect(originGroups).to.deep.equal(
      ["site", "pictures"].map((origin) => ({
        originId: `${origin}-or-copy`,
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: origin }, { originId: `${origin}-copy` }],
      })),
    );
    const access = graph.only("aws:cloudfront/originAccessControl:OriginAccessControl").id;
    expect(origins.slice(0, 2)).to.deep.equal([
      {
        originId: "site",
        domainName: "site-files-bucket.s3.ca-central-1.amazonaws.com",
        originAccessControlId: access,
      },
      {
        originId: "site-copy",
        domainName: "site-files-copy-bucket.s3.eu-west-3.amazonaws.com",
        originAccessControlId: access,
      },
    ]);
    expect(defaultCacheBehavior.targetOriginId).to.equal("site-or-copy");
    expect(defaultCacheBehavior.allowedMethods).to.deep.equal(["GET", "HEAD"]);
    for (const { targetOriginId, allowedMethods } of orderedCacheBehaviors) {
      const isRead = !allowedMethods.includes("POST");
      expect(targetOriginId).to.match(isRead ? /^(site|pictures)-or-copy$/ : /^(api|sign-in)/);
    }
  });
});

const publicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAexample
-----END PUBLIC KEY-----`;
const everyOption = {
  "shopfront:firewall": "true",
  "shopfront:firewallRequests": "500",
  "shopfront:countries": '["CM","CA"]',
  "shopfront:signedUrlKey": publicKey,
  "shopfront:accessLogs": "true",
};

describe("the edge's options", () => {
  const withAll = () => program("dev", { ...threeRegions, ...everyOption });

  it("add nothing to a stage that does not ask for them", async () => {
    const graph = await program("prod");
    const types = graph.resources.map(({ type }) => type);
    expect(types.filter((type) => /wafv2|publicKey|keyGroup|logDelivery|Replica/.test(type))).to.be
      .empty;
    const { restrictions, webAclId, originGroups } = distributionOf(graph);
    // The empty list is what takes countries away that a stage once had.
    expect(restrictions).to.deep.equal({
      geoRestriction: { restrictionType: "none", locations: [] },
    });
    expect([webAclId, originGroups]).to.deep.equal([undefined, undefined]);
    expect(graph.exports.signedUrlKeyId).to.equal(undefined);
  });

  it("stop an address that asks too often, with the API's own form of error", async () => {
    const graph = await withAll();
    const { inputs, outputs } = graph.only("aws:wafv2/webAcl:WebAcl");
    expect(distributionOf(graph).webAclId).to.equal(outputs.arn);
    expect(outputs.arn).to.match(/^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
    const measured = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    });
    expect(inputs).to.deep.equal({
      region: "us-east-1",
      scope: "CLOUDFRONT",
      description: "Blocks an IP address over the rate limit.",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate",
          priority: 0,
          statement: {
            rateBasedStatement: { aggregateKeyType: "IP", limit: 500, evaluationWindowSec: 300 },
          },
          action: {
            block: {
              customResponse: {
                responseCode: 429,
                customResponseBodyKey: "too-many",
                responseHeaders: [{ name: "Retry-After", value: "300" }],
              },
            },
          },
          visibilityConfig: measured("site-rate"),
        },
      ],
      customResponseBodies: [
        {
          key: "too-many",
          contentType: "APPLICATION_JSON",
          content: '{"code":"throttled","error":"Too many requests. Try again in a few minutes."}',
        },
      ],
      visibilityConfig: measured("site-firewall"),
    });
  });

  it("serve the listed countries alone", async () => {
    expect(distributionOf(await withAll()).restrictions).to.deep.equal({
      geoRestriction: { restrictionType: "whitelist", locations: ["CM", "CA"] },
    });
  });

  it("open the private folder to signed URLs alone, and let nobody keep its files", async () => {
    const graph = await withAll();
    const key = graph.only("aws:cloudfront/publicKey:PublicKey");
    const keys = graph.only("aws:cloudfront/keyGroup:KeyGroup");
    expect(key.inputs.encodedKey).to.equal(`${publicKey}\n`);
    expect(keys.inputs.items).to.deep.equal([key.id]);
    expect(graph.exports.signedUrlKeyId).to.equal(key.id);
    const headers = graph.named(
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "site-private-headers",
    );
    expect(headers.inputs.customHeadersConfig.items).to.deep.equal([
      { header: "Cache-Control", value: "private, no-store", override: true },
    ]);
    const { defaultCacheBehavior, orderedCacheBehaviors } = distributionOf(graph);
    expect(orderedCacheBehaviors[0]).to.deep.equal({
      pathPattern: "/private/*",
      targetOriginId: "site-or-copy",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      responseHeadersPolicyId: headers.id,
      trustedKeyGroups: [keys.id],
    });
    for (const behavior of [defaultCacheBehavior, ...orderedCacheBehaviors.slice(1)]) {
      expect(behavior).not.to.have.property("trustedKeyGroups");
    }
  });

  it("log each request for a week without saying whose it was", async () => {
    const graph = await withAll();
    const only = (type: string) => graph.only(`aws:cloudwatch/${type}`);
    const group = graph.named("aws:cloudwatch/logGroup:LogGroup", "site-log-group");
    expect(group.inputs).to.deep.equal({ region: "us-east-1", retentionInDays: 7 });
    const source = only("logDeliverySource:LogDeliverySource");
    expect(source.inputs).to.deep.equal({
      region: "us-east-1",
      logType: "ACCESS_LOGS",
      resourceArn: graph.only("aws:cloudfront/distribution:Distribution").outputs.arn,
    });
    const destination = only("logDeliveryDestination:LogDeliveryDestination");
    expect(destination.inputs).to.deep.equal({
      region: "us-east-1",
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: group.outputs.arn },
    });
    const { recordFields, ...delivery } = only("logDelivery:LogDelivery").inputs;
    expect(delivery).to.deep.equal({
      region: "us-east-1",
      deliverySourceName: source.outputs.name,
      deliveryDestinationArn: destination.outputs.arn,
    });
    expect(recordFields).to.include.members(["date", "time", "cs-method", "cs-uri-stem"]);
    expect(recordFields).not.to.include.oneOf([
      "c-ip",
      "c-port",
      "x-forwarded-for",
      "cs(Cookie)",
      "cs-uri-query",
      "cs(Referer)",
      "cs(User-Agent)",
      "c-country",
      "asn",
    ]);
  });

  it("let the log delivery of this account write to that group, and to no other", async () => {
    const graph = await withAll();
    const group = graph.named("aws:cloudwatch/logGroup:LogGroup", "site-log-group").outputs.arn;
    const { policyDocument, ...where } = graph.only(
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    ).inputs;
    expect(where).to.deep.equal({ region: "us-east-1", policyName: "shopfront-dev-site-log" });
    expect(JSON.parse(policyDocument).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${group}:log-stream:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "000000000000" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:000000000000:*" },
        },
      },
    ]);
  });
});
