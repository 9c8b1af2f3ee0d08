const fs = require("node:fs");
const path = require("node:path");
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();

const bucket = new aws.s3.Bucket("site");

const website = new aws.s3.BucketWebsiteConfiguration("website", {
  bucket: bucket.id,
  indexDocument: { suffix: "index.html" },
  errorDocument: { key: "error.html" },
});

const access = new aws.s3.BucketPublicAccessBlock("open", {
  bucket: bucket.id,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
});

new aws.s3.BucketPolicy(
  "everybody-reads",
  {
    bucket: bucket.id,
    policy: bucket.arn.apply((arn) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: `${arn}/*`,
          },
          { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: `${arn}/drafts/*` },
        ],
      }),
    ),
  },
  { dependsOn: access },
);

// Pulumi runs a program in its own folder.
const folder = "www";
for (const file of fs.readdirSync(folder, { recursive: true })) {
  const source = path.join(folder, file);
  if (fs.statSync(source).isDirectory()) continue;
  new aws.s3.BucketObject(file, {
    bucket: bucket.id,
    key: file,
    source: new pulumi.asset.FileAsset(source),
    contentType: file.endsWith(".css") ? "text/css" : "text/html",
  });
}

new aws.s3.BucketObject("title", {
  bucket: bucket.id,
  key: "title.txt",
  content: config.require("title"),
  contentType: "text/plain",
});

exports.url = pulumi.interpolate`http://${website.websiteEndpoint}`;
