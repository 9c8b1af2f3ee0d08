import { existsSync } from "node:fs";
import { expect } from "chai";
import type { SiteFile } from "../../../build/site";
import { SiteBucket } from "../../../infra/site/site-bucket";
import { program, statements, told } from "../../support/pulumi";

describe("the bucket of the site", () => {
  it("is private, versioned, encrypted, and owned by the account alone", async () => {
    const graph = await program("prod");
    const bucket = graph.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs.bucket;
    const settings = (type: string) => {
      const all = graph.ofType(`aws:s3/${type}`).map(({ inputs }) => inputs);
      return all.find((inputs) => inputs.bucket === bucket) ?? {};
    };
    expect(settings("bucketPublicAccessBlock:BucketPublicAccessBlock")).to.deep.equal({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(settings("bucketOwnershipControls:BucketOwnershipControls").rule).to.deep.equal({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(settings("bucketVersioning:BucketVersioning").versioningConfiguration).to.deep.equal({
      status: "Enabled",
    });
    expect(
      settings("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
        .rules,
    ).to.deep.equal([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
        blockedEncryptionTypes: ["SSE-C"],
        bucketKeyEnabled: false,
      },
    ]);
    expect(
      settings("bucketLifecycleConfiguration:BucketLifecycleConfiguration").rules,
    ).to.deep.equal([
      {
        id: "old-versions",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    const types = graph.resources.map((resource) => resource.type);
    expect(types.filter((type) => /bucketAcl|bucketWebsite/i.test(type))).to.be.empty;
  });

  it("has every file whose name changes before a page that may name it", async () => {
    const file = (path: string, cacheControl: string): SiteFile => ({
      path,
      file: __filename,
      contentType: "text/plain",
      cacheControl,
    });
    const all = await told(() => {
      const files = [file("index.html", "max-age=0"), file("assets/a-1.js", "immutable")];
      new SiteBucket("site", { files, pageSettings: {}, protectData: false });
    });
    expect(all.get("site-index.html")?.after).to.include("site-assets/a-1.js");
    expect(all.get("site-config.json")?.after).to.include("site-assets/a-1.js");
    expect(all.get("site-assets/a-1.js")?.after).not.to.include("site-index.html");
  });

  it("is read by the one distribution, over TLS, and by nobody else", async () => {
    const graph = await program("prod");
    const { arn } = graph.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs;
    const distribution = graph.only("aws:cloudfront/distribution:Distribution").outputs.arn;
    const byTheDistribution = {
      Principal: { Service: "cloudfront.amazonaws.com" },
      Effect: "Allow",
      Condition: { StringEquals: { "AWS:SourceArn": distribution } },
    };
    expect(
      statements(graph.named("aws:s3/bucketPolicy:BucketPolicy", "site-files-policy")),
    ).to.deep.equal([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      { ...byTheDistribution, Action: "s3:GetObject", Resource: `${arn}/*` },
      { ...byTheDistribution, Action: "s3:ListBucket", Resource: arn },
    ]);
  });

  it("cannot be destroyed with its objects where the stage protects data", async () => {
    const [prod, dev] = await Promise.all([program("prod"), program("dev")]);
    expect(prod.named("aws:s3/bucket:Bucket", "site-files-bucket").inputs.forceDestroy).to.equal(
      false,
    );
    expect(dev.named("aws:s3/bucket:Bucket", "site-files-bucket").inputs.forceDestroy).to.equal(
      true,
    );
  });

  it("holds every built file with its type: hashed ones for a year, the others to be asked for", async () => {
    const graph = await program("prod");
    const objects = graph
      .ofType("aws:s3/bucketObjectv2:BucketObjectv2")
      .filter(({ inputs }) => inputs.key !== "config.json");
    const keys = objects.map(({ inputs }) => inputs.key);
    expect(keys).to.include.members(["favicon.svg", "icon-192.png"]);
    // Pages change with the owner's document, so they are no resources: an edit would be drift.
    expect(keys.filter((key) => /html$|openapi/.test(key))).to.deep.equal([]);
    for (const { inputs } of objects) {
      expect(existsSync(await inputs.source.path), inputs.key).to.equal(true);
      const hashed = /^assets\/.+-\w{8}\.\w+$/.test(inputs.key);
      expect(inputs.cacheControl, inputs.key).to.equal(
        hashed
          ? "public, max-age=31536000, immutable"
          : "public, max-age=0, s-maxage=86400, must-revalidate",
      );
    }
  });
});
