import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Graph, type Resource } from "../src/graph";
import { bucketOrigins } from "../src/services/s3/s3";

// biome-ignore lint/suspicious/noExplicitAny: inputs differ from one type to the next
type Json = any;

const distributionArn = "arn:aws:cloudfront::000000000000:distribution/SITE";
const domain = "site.s3.ca-central-1.amazonaws.com";

function resource(type: string, id: string, inputs: Json, outputs: Json = {}): Resource {
  return {
    type: `aws:s3/${type}`,
    name: id,
    id,
    urn: "",
    inputs,
    outputs: { ...inputs, ...outputs, id },
    custom: true,
  };
}

const readsObjects = {
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::site/*",
  Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
};
const lists = { ...readsObjects, Action: "s3:ListBucket", Resource: "arn:aws:s3:::site" };
const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

function bucket(statements: Json[], objects: Resource[] = [], logged: string[] = []) {
  const graph = new Graph(
    [
      resource(
        "bucket:Bucket",
        "site",
        {},
        { arn: "arn:aws:s3:::site", bucketRegionalDomainName: domain },
      ),
      resource("bucketPolicy:BucketPolicy", "policy", {
        bucket: "site",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      }),
      resource("bucketObject:BucketObject", "page", {
        bucket: "site",
        key: "index.html",
        source: new pulumi.asset.StringAsset("<p>hello</p>"),
        contentType: "text/html; charset=utf-8",
        cacheControl: "public, max-age=0",
      }),
      resource("bucketObject:BucketObject", "elsewhere", {
        bucket: "other",
        key: "secret.html",
        content: "not ours",
      }),
      ...objects,
    ],
    {},
  );
  const origin = bucketOrigins(graph, (line) => logged.push(line))(domain);
  if (!origin) throw new Error("The bucket was not found by its domain name.");
  const read = (key: string, more: Json = {}) =>
    origin.read({ method: "GET", key, distributionArn, signed: true, ...more });
  return { origin, read, logged };
}

describe("a local bucket", () => {
  it("serves an object with the headers that the program gave it", async () => {
    const { read, logged } = bucket([readsObjects, tlsOnly]);
    const { status, headers, body } = await read("index.html");
    expect(status).to.equal(200);
    expect(body.toString()).to.equal("<p>hello</p>");
    expect(headers["content-type"]).to.deep.equal(["text/html; charset=utf-8"]);
    expect(headers["cache-control"]).to.deep.equal(["public, max-age=0"]);
    expect(headers.etag?.[0]).to.match(/^"[0-9a-f]{32}"$/);
    expect(headers["content-length"]).to.deep.equal(["12"]);
    expect(logged).to.deep.equal([]);
  });

  it("does not know other buckets' domain names or objects", async () => {
    const { read } = bucket([readsObjects, lists]);
    expect((await read("secret.html")).status).to.equal(404);
    const nothing = bucketOrigins(new Graph([], {}), () => {});
    expect(nothing(domain)).to.equal(undefined);
  });

  it("tells 404 only to who may list it, and 403 to others", async () => {
    const missing = await bucket([readsObjects]).read("nothing.html");
    expect(missing.status).to.equal(403);
    expect(missing.body.toString()).to.include("AccessDenied").and.not.include("NoSuchKey");
    const listed = await bucket([readsObjects, lists]).read("nothing.html");
    expect(listed.status).to.equal(404);
    expect(listed.body.toString()).to.include("NoSuchKey");
  });

  it("refuses without access control or with a policy that does not fit, and says what is missing", async () => {
    const otherDistribution = { StringEquals: { "AWS:SourceArn": `${distributionArn}2` } };
    const policies: [Json[], RegExp, Json?][] = [
      [[readsObjects], /origin access control/, { signed: false }],
      [[], /s3:GetObject/],
      [[{ ...readsObjects, Condition: otherDistribution }], /s3:GetObject/],
      [[{ ...readsObjects, Action: "s3:PutObject" }], /s3:GetObject/],
      [[{ ...readsObjects, Resource: "arn:aws:s3:::site" }], /s3:GetObject/],
      [[{ ...readsObjects, Principal: { Service: "s3.amazonaws.com" } }], /s3:GetObject/],
      [[{ ...readsObjects, Condition: { IpAddress: { "aws:SourceIp": "::" } } }], /s3:GetObject/],
      [[readsObjects, { ...tlsOnly, Condition: undefined }], /s3:GetObject/],
      [[readsObjects, { ...tlsOnly, Condition: { Odd: { "aws:X": "1" } } }], /s3:GetObject/],
    ];
    for (const [statements, reason, more] of policies) {
      const { read, logged } = bucket(statements);
      const { status, body } = await read("index.html", more);
      expect(status, JSON.stringify(statements)).to.equal(403);
      expect(body.toString()).not.to.include("hello");
      expect(logged).to.have.length(1);
      expect(logged[0]).to.match(reason);
    }
  });

  it("writes to nobody", async () => {
    const { read } = bucket([{ ...readsObjects, Action: "s3:*" }]);
    expect((await read("index.html", { method: "PUT" })).status).to.equal(405);
    expect((await read("index.html", { method: "DELETE" })).status).to.equal(405);
  });

  it("keeps what was put into it when its files change or go, as another build may do", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bucket-"));
    try {
      const [app, gone] = ["app.js", "gone.js"].map((name) => join(folder, name)) as [
        string,
        string,
      ];
      writeFileSync(app, "one");
      const object = (name: string, key: string, path: string) =>
        resource("bucketObjectv2:BucketObjectv2", name, {
          bucket: "site",
          key,
          source: new pulumi.asset.FileAsset(path),
        });
      const { read } = bucket(
        [readsObjects, lists],
        [object("script", "app.js", app), object("nothing", "gone.js", gone)],
      );
      const first = await read("app.js");
      expect(first.body.toString()).to.equal("one");
      writeFileSync(app, "two, longer");
      writeFileSync(gone, "late");
      expect(await read("app.js")).to.deep.equal(first);
      rmSync(app);
      expect(await read("app.js")).to.deep.equal(first);
      expect((await read("gone.js")).status).to.equal(404);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
