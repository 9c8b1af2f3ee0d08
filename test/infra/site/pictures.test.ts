import { expect } from "chai";
import type { Graph } from "local-stage";
import { program, statements } from "../../support/pulumi";

const upload = "https://pictures-bucket.s3.ca-central-1.amazonaws.com";
const distributionOf = (graph: Graph) => graph.only("aws:cloudfront/distribution:Distribution");
const behaviorsOf = (graph: Graph): { pathPattern: string; [key: string]: unknown }[] =>
  distributionOf(graph).inputs.orderedCacheBehaviors;
const named = (graph: Graph, type: string, name: string) => graph.named(`aws:s3/${type}`, name);
const headersOf = (graph: Graph, id: unknown) =>
  graph.where("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "id", id as string)
    ?.inputs;

describe("the pictures of the business", () => {
  it("are read by the one distribution below media/ alone, over TLS, and listed by nobody", async () => {
    const graph = await program("prod");
    const { arn } = named(graph, "bucket:Bucket", "pictures-bucket").outputs;
    expect(statements(named(graph, "bucketPolicy:BucketPolicy", "pictures-policy"))).to.deep.equal([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Principal: { Service: "cloudfront.amazonaws.com" },
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `${arn}/media/*`,
        Condition: {
          StringEquals: { "AWS:SourceArn": distributionOf(graph).outputs.arn },
        },
      },
    ]);
  });

  it("may be sent by the site's own pages, and by no other method", async () => {
    const graph = await program("prod");
    const type = "bucketCorsConfiguration:BucketCorsConfiguration";
    expect(graph.ofType(`aws:s3/${type}`)).to.have.length(1);
    expect(named(graph, type, "pictures-uploads").inputs).to.deep.equal({
      bucket: "pictures-bucket",
      corsRules: [
        {
          id: "desk",
          allowedOrigins: [graph.exports.siteUrl],
          allowedMethods: ["POST"],
          maxAgeSeconds: 600,
        },
      ],
    });
    expect(graph.exports.siteUrl).to.match(/^https:\/\/[\w.-]+$/);
  });

  it("are forgotten after a day where nobody has checked them, and kept where visitors see them", async () => {
    const graph = await program("prod");
    const type = "bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    expect(named(graph, type, "pictures-lifecycle").inputs.rules).to.deep.equal([
      {
        id: "old-versions",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
      {
        id: "passing",
        status: "Enabled",
        filter: { prefix: "uploads/" },
        expiration: { days: 1 },
        noncurrentVersionExpiration: { noncurrentDays: 1 },
      },
    ]);
    expect(named(graph, "bucket:Bucket", "pictures-bucket").inputs.forceDestroy).to.equal(false);
    const dev = await program("dev");
    expect(named(dev, "bucket:Bucket", "pictures-bucket").inputs.forceDestroy).to.equal(true);
  });

  it("let the desk's pages connect to the upload's address, in every language, and no others", async () => {
    const graph = await program("prod");
    const connecting = graph
      .ofType("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")
      .filter(({ inputs }) => JSON.stringify(inputs).includes(upload));
    expect(connecting.map(({ name }) => name)).to.deep.equal(["site-desk-headers"]);
    const desk = headersOf(graph, connecting[0]?.id);
    const without = graph.named(
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      "site-page-headers",
    ).inputs;
    const policy = without.securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy;
    expect(desk).to.deep.equal({
      ...without,
      comment: "The desk's pages.",
      securityHeadersConfig: {
        ...without.securityHeadersConfig,
        contentSecurityPolicy: {
          contentSecurityPolicy: policy.replace(
            "connect-src 'self'",
            `connect-src 'self' ${upload}`,
          ),
          override: true,
        },
      },
    });
    const behaviors = behaviorsOf(graph).filter(
      ({ responseHeadersPolicyId }) => responseHeadersPolicyId === connecting[0]?.id,
    );
    expect(behaviors.map(({ pathPattern }) => pathPattern)).to.have.members([
      "/admin*",
      "/fr/admin*",
    ]);
    const { defaultCacheBehavior } = distributionOf(graph).inputs;
    for (const { pathPattern, ...behavior } of behaviors) {
      expect(behavior, pathPattern).to.deep.equal({
        ...defaultCacheBehavior,
        responseHeadersPolicyId: connecting[0]?.id,
      });
    }
  });

  it("are served as files that nobody takes for a page", async () => {
    const graph = await program("prod");
    const media = behaviorsOf(graph).find(({ pathPattern }) => pathPattern === "/media/*");
    const headers = headersOf(graph, media?.responseHeadersPolicyId);
    expect(media).to.deep.equal({
      pathPattern: "/media/*",
      targetOriginId: "pictures",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      // AWS's CachingOptimized.
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      responseHeadersPolicyId: media?.responseHeadersPolicyId,
    });
    expect(headers?.securityHeadersConfig).to.deep.include({
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        override: true,
      },
      contentTypeOptions: { override: true },
    });
  });

  it("have a copy of what visitors see where the site has one, and of nothing else", async () => {
    const graph = await program("prod", { "shopfront:regions": '["ca-central-1","eu-west-3"]' });
    const copy = named(graph, "bucket:Bucket", "pictures-copy-bucket").outputs;
    const type = "bucketReplicationConfig:BucketReplicationConfig";
    expect(named(graph, type, "pictures-copy-replication").inputs.rules).to.deep.equal([
      {
        id: "folder",
        status: "Enabled",
        filter: { prefix: "media/" },
        destination: { bucket: copy.arn, storageClass: "STANDARD" },
        deleteMarkerReplication: { status: "Enabled" },
      },
    ]);
    const read = statements(named(graph, "bucketPolicy:BucketPolicy", "pictures-copy-policy"));
    expect(read.map(({ Resource }) => Resource)).to.deep.equal([
      [copy.arn, `${copy.arn}/*`],
      `${copy.arn}/media/*`,
    ]);
  });
});
