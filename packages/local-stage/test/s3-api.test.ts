import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { Statement } from "../src/services/iam/policy";
import type { Role } from "../src/services/iam/roles";
import { openBackend, resource, type TestBackend, temporaryFolder } from "./fixtures";

const allow = (actions: string[], path: string, more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: actions.map((action) => `s3:${action}`),
  Resource: `arn:aws:s3:::${path}`,
  ...more,
});
const objects = allow(["PutObject", "GetObject", "DeleteObject"], "pages/*");
const listing = allow(["ListBucket"], "pages");
const Bucket = "pages";

describe("S3 as functions call it", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  const clients: S3Client[] = [];

  before(async () => {
    backend = await openBackend(folder.path, [
      resource("aws:s3/bucket:Bucket", "pages", {}),
      resource("aws:s3/bucket:Bucket", "copies", {}),
      resource("aws:s3/bucket:Bucket", "other", {}),
      resource("aws:s3/bucketObject:BucketObject", "declared", {
        bucket: "pages",
        key: "declared.html",
        content: "<p>declared</p>",
        contentType: "text/html",
        metadata: { From: "the program" },
      }),
      resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "copying", {
        bucket: "pages",
        rules: [
          {
            status: "Enabled",
            filter: { prefix: "copied/" },
            destination: { bucket: "arn:aws:s3:::copies" },
            deleteMarkerReplication: { status: "Enabled" },
          },
        ],
      }),
    ]);
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await backend.close();
    folder.remove();
  });

  function clientOf(name: string, statements: Statement[], more: S3ClientConfig = {}): S3Client {
    const role: Role = {
      name: `${name}-role`,
      arn: `arn:aws:iam::000000000000:role/${name}-role`,
      trustsLambda: true,
      unknownPolicies: [],
      policies: [{ Statement: statements }],
    };
    const client = new S3Client({
      endpoint: backend.gate.url,
      region: "ca-central-1",
      maxAttempts: 1,
      credentials: backend.gate.credentialsFor(name, role),
      ...more,
    });
    clients.push(client);
    return client;
  }
  const publisher = () => clientOf("publisher", [objects, listing]);

  async function failure(call: Promise<unknown>) {
    try {
      await call;
    } catch (error) {
      const { name, message, $metadata } = error as Error & {
        $metadata: { httpStatusCode?: number };
      };
      return { name, message, status: $metadata?.httpStatusCode };
    }
    throw new Error("It was let through.");
  }
  const read = async (client: S3Client, Key: string) =>
    (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  describe("an object", () => {
    it("is put, and read with what was said of it", async () => {
      const client = publisher();
      const put = await client.send(
        new PutObjectCommand({
          Bucket,
          Key: "a/é & b.html",
          Body: "<p>é</p>",
          ContentType: "text/html; charset=utf-8",
          CacheControl: "public, s-maxage=60",
          ContentEncoding: "identity",
          Metadata: { version: "7" },
        }),
      );
      const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/é & b.html" }));
      expect(await got.Body?.transformToString()).to.equal("<p>é</p>");
      expect(got).to.deep.include({
        ContentType: "text/html; charset=utf-8",
        CacheControl: "public, s-maxage=60",
        ContentEncoding: "identity",
        ContentLength: 9,
        Metadata: { version: "7" },
        ETag: put.ETag,
        ChecksumCRC32: put.ChecksumCRC32,
      });
      expect(put.ETag).to.match(/^"[\da-f]{32}"$/);
      expect(Math.abs(Number(got.LastModified) - Date.now())).to.be.lessThan(60_000);
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a/é & b.html" }));
      expect(head).to.include({ ContentLength: 9, ETag: put.ETag });
    });

    it("is put as a stream, whose chunks and trailers are not of it", async () => {
      const client = publisher();
      const bytes = Buffer.alloc(200_000, "0123456789\r\n");
      const put = new PutObjectCommand({
        Bucket,
        Key: "stream",
        Body: Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]),
        ContentLength: bytes.length,
        ContentEncoding: "gzip",
      });
      await client.send(put);
      const got = await client.send(new GetObjectCommand({ Bucket, Key: "stream" }));
      expect(got.ContentEncoding).to.equal("gzip");
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).to.equal(
        true,
      );
    });

    it("of the program is read like any other, and the later write counts", async () => {
      const client = publisher();
      const Key = "declared.html";
      const got = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await got.Body?.transformToString()).to.equal("<p>declared</p>");
      expect(got.Metadata).to.deep.equal({ from: "the program" });
      await client.send(new PutObjectCommand({ Bucket, Key, Body: "later" }));
      expect(await read(client, Key)).to.equal("later");
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
      expect((await failure(read(client, Key))).name).to.equal("NoSuchKey");
    });

    it("is read in part, and not at all where the caller has it", async () => {
      const client = publisher();
      const Key = "parts";
      const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: "0123456789" }));
      const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=2-4" }));
      expect(await part.Body?.transformToString()).to.equal("234");
      expect(part).to.include({ ContentRange: "bytes 2-4/10", ContentLength: 3 });
      const beyond = new GetObjectCommand({ Bucket, Key, Range: "bytes=10-" });
      expect(await failure(client.send(beyond))).to.include({ name: "InvalidRange", status: 416 });
      const known = new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag });
      expect((await failure(client.send(known))).status).to.equal(304);
      const another = new GetObjectCommand({ Bucket, Key, IfMatch: '"another"' });
      expect((await failure(client.send(another))).name).to.equal("PreconditionFailed");
    });

    it("is put on a condition: once only, or over what was read", async () => {
      const client = publisher();
      const once = () =>
        client.send(new PutObjectCommand({ Bucket, Key: "once", Body: "1", IfNoneMatch: "*" }));
      const tries = await Promise.allSettled([once(), once(), once()]);
      expect(tries.filter(({ status }) => status === "fulfilled")).to.have.length(1);
      expect(await failure(once())).to.include({ name: "PreconditionFailed", status: 412 });
      const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: "once" }));
      const over = (IfMatch: string | undefined, Key = "once") =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: "2", IfMatch }));
      await over(ETag);
      expect((await failure(over(ETag))).name).to.equal("PreconditionFailed");
      expect((await failure(over(ETag, "nowhere"))).name).to.equal("NoSuchKey");
    });

    it("has a key that may be anything, and stays within its bucket", async () => {
      const client = publisher();
      const keys = [
        "../other/x",
        "a/../../b",
        "..",
        "/",
        "//x",
        "a b+c%20",
        "<&>\"'\u0001\r",
        "%2F",
      ];
      for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      for (const Key of keys) expect(await read(client, Key)).to.equal(Key);
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents.map(({ Key }) => Key)).to.include.members(
        keys.filter((key) => !key.includes("\u0001")),
      );
      const buckets = await backend.s3.buckets;
      expect(buckets.get("other")?.keys()).to.deep.equal([]);
      const long = new PutObjectCommand({ Bucket, Key: "x".repeat(1025), Body: "" });
      expect((await failure(client.send(long))).name).to.equal("KeyTooLongError");
    });

    it("is reached by its bucket's own host name as well", async () => {
      const { port } = new URL(backend.gate.url);
      const lookup = (_host: string, _options: object, found: (...found: unknown[]) => void) =>
        found(null, [{ address: "127.0.0.1", family: 4 }]);
      const agent = new Agent({ lookup } as object);
      const client = clientOf("publisher", [objects, listing], {
        endpoint: `http://localhost:${port}`,
        requestHandler: { httpAgent: agent },
      });
      const hosts: string[] = [];
      client.middlewareStack.add(
        (next) => (args) => {
          hosts.push((args.request as { hostname: string }).hostname);
          return next(args);
        },
        { step: "finalizeRequest" },
      );
      await client.send(new PutObjectCommand({ Bucket, Key: "by/host", Body: "host" }));
      expect(hosts).to.deep.equal(["pages.localhost"]);
      expect(await read(publisher(), "by/host")).to.equal("host");
      expect(await read(client, "by/host")).to.equal("host");
    });

    it("is copied, and removed, where a rule of replication says so", async () => {
      const client = publisher();
      for (const Key of ["copied/x", "own/x"]) {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      }
      const copies = (await backend.s3.buckets).get("copies");
      expect(copies?.keys()).to.deep.equal(["copied/x"]);
      expect(copies?.find("copied/x")?.body.toString()).to.equal("copied/x");
      await client.send(new DeleteObjectCommand({ Bucket, Key: "copied/x" }));
      expect(copies?.keys()).to.deep.equal([]);
    });

    it("is not written where its checksum is another's", async () => {
      const client = publisher();
      const put = (more: object) =>
        client.send(new PutObjectCommand({ Bucket, Key: "wrong", Body: "body", ...more }));
      const ChecksumSHA256 = createHash("sha256").update("body").digest("base64");
      await put({ ChecksumSHA256, Key: "right" });
      expect(await read(client, "right")).to.equal("body");
      expect((await failure(put({ ChecksumCRC32: "AAAAAA==" }))).name).to.equal("BadDigest");
      expect((await failure(put({ ChecksumSHA256: "AAAA" }))).name).to.equal("BadDigest");
      expect((await failure(put({ ContentMD5: "AAAA" }))).name).to.equal("BadDigest");
      const unknown = await failure(put({ ChecksumCRC32C: "AAAAAA==" }));
      expect(unknown.message).to.equal(
        "The local stage cannot check CRC32C checksums of S3, only CRC32, SHA1, SHA256.",
      );
      expect((await failure(read(client, "wrong"))).name).to.equal("NoSuchKey");
    });
  });

  describe("many objects", () => {
    const keysOf = (listed: { Contents?: { Key?: string }[] }) =>
      (listed.Contents ?? []).map(({ Key }) => Key);

    it("are listed by prefix, page after page, in the order of their bytes", async () => {
      const client = publisher();
      const keys = ["l/a", "l/b/1", "l/b/2", "l/c", "l/\uFF5E", "l/\u{1F600}"];
      for (const Key of [...keys].reverse()) {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      }
      const pages: (string | undefined)[][] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: "l/", MaxKeys: 4, ContinuationToken }),
        );
        expect(page.IsTruncated).to.equal(page.NextContinuationToken !== undefined);
        expect(page.KeyCount).to.equal(page.Contents?.length);
        pages.push(keysOf(page));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
      expect(pages).to.deep.equal([keys.slice(0, 4), keys.slice(4)]);
      const [first] = (await client.send(new ListObjectsV2Command({ Bucket, Prefix: "l/a" })))
        .Contents ?? [undefined];
      expect(first).to.include({ Key: "l/a", Size: 3, StorageClass: "STANDARD" });
      expect(first?.ETag).to.match(/^"[\da-f]{32}"$/);
      const after = new ListObjectsV2Command({ Bucket, Prefix: "l/", StartAfter: "l/b/2" });
      expect(keysOf(await client.send(after))).to.deep.equal(keys.slice(3));
    });

    it("are listed as folders, each once", async () => {
      const client = publisher();
      const list = (more: object) =>
        client.send(new ListObjectsV2Command({ Bucket, Prefix: "l/", Delimiter: "/", ...more }));
      const all = await list({});
      expect(all.CommonPrefixes).to.deep.equal([{ Prefix: "l/b/" }]);
      expect(keysOf(all)).to.deep.equal(["l/a", "l/c", "l/\uFF5E", "l/\u{1F600}"]);
      const two = await list({ MaxKeys: 2 });
      expect(two.KeyCount).to.equal(2);
      const rest = await list({ ContinuationToken: two.NextContinuationToken });
      expect(rest.CommonPrefixes).to.equal(undefined);
      expect(keysOf(rest)).to.deep.equal(["l/c", "l/\uFF5E", "l/\u{1F600}"]);
    });

    it("are deleted at once, but for those that the role may not delete", async () => {
      const keys = ["d/1 & 2", "d/3", "kept/4"];
      const client = publisher();
      for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
      const remover = clientOf("remover", [allow(["DeleteObject"], "pages/d/*")]);
      const Objects = [...keys, "d/nothing"].map((Key) => ({ Key }));
      const { Deleted, Errors } = await remover.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
      );
      expect(keysOf({ Contents: Deleted })).to.deep.equal(["d/1 & 2", "d/3", "d/nothing"]);
      expect(Errors?.map(({ Key, Code }) => [Key, Code])).to.deep.equal([
        ["kept/4", "AccessDenied"],
      ]);
      const left = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "d/" }));
      expect(left.KeyCount).to.equal(0);
      expect(await read(client, "kept/4")).to.equal("x");
    });
  });

  describe("refusals", () => {
    it("are for whatever the role does not grant, each action and each ARN by itself", async () => {
      const Key = "granted";
      await publisher().send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
      const calls = {
        PutObject: (client: S3Client) =>
          client.send(new PutObjectCommand({ Bucket, Key, Body: "x" })),
        GetObject: (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key })),
        ListBucket: (client: S3Client) => client.send(new ListObjectsV2Command({ Bucket })),
        DeleteObject: (client: S3Client) => client.send(new DeleteObjectCommand({ Bucket, Key })),
      };
      const names = Object.keys(calls) as (keyof typeof calls)[];
      for (const granted of names) {
        const path = granted === "ListBucket" ? "pages" : "pages/granted";
        const client = clientOf(`only-${granted}`, [allow([granted], path)]);
        const elsewhere = clientOf(`else-${granted}`, [
          allow([granted], granted === "ListBucket" ? "pages/*" : "pages"),
          allow([granted], "other/*"),
        ]);
        await calls[granted](client);
        for (const name of names.filter((name) => name !== granted)) {
          expect((await failure(calls[name](client))).name, name).to.equal("AccessDenied");
        }
        expect((await failure(calls[granted](elsewhere))).name, granted).to.equal("AccessDenied");
      }
      const error = await failure(calls.PutObject(clientOf("nobody", [])));
      expect(error).to.deep.equal({
        name: "AccessDenied",
        status: 403,
        message:
          "User: arn:aws:sts::000000000000:assumed-role/nobody-role/nobody is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::pages/granted because no identity-based policy allows the s3:PutObject action",
      });
      expect(backend.lines.join("\n")).to.include("denied: nobody may not s3:PutObject on");
    });

    it("are for a PUT over what was read, where the role may not read", async () => {
      const Key = "granted";
      const writer = clientOf("writer", [allow(["PutObject"], "pages/*")]);
      await writer.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
      const over = writer.send(new PutObjectCommand({ Bucket, Key, Body: "x", IfMatch: "*" }));
      expect((await failure(over)).message).to.include("s3:GetObject");
    });

    it("follow a condition on the prefix that is listed", async () => {
      const client = clientOf("lister", [
        { ...listing, Condition: { StringLike: { "s3:prefix": ["l/*"] } } },
      ]);
      await client.send(new ListObjectsV2Command({ Bucket, Prefix: "l/" }));
      const all = client.send(new ListObjectsV2Command({ Bucket }));
      expect((await failure(all)).name).to.equal("AccessDenied");
    });

    it("tell 404 only to who may list the bucket", async () => {
      const Key = "nothing";
      const blind = clientOf("blind", [objects]);
      expect((await failure(read(blind, Key))).name).to.equal("AccessDenied");
      const head = (client: S3Client) => client.send(new HeadObjectCommand({ Bucket, Key }));
      expect((await failure(head(blind))).status).to.equal(403);
      expect((await failure(read(publisher(), Key))).name).to.equal("NoSuchKey");
      expect(await failure(head(publisher()))).to.include({ name: "NotFound", status: 404 });
      const anywhere = clientOf("anywhere", [allow(["*"], "*")]);
      const missing = new PutObjectCommand({ Bucket: "nowhere", Key, Body: "" });
      expect((await failure(anywhere.send(missing))).name).to.equal("NoSuchBucket");
      const gone = new ListObjectsV2Command({ Bucket: "nowhere" });
      expect((await failure(anywhere.send(gone))).name).to.equal("NoSuchBucket");
    });

    it("are one sentence for what is not simulated", async () => {
      const all = clientOf("all", [allow(["*"], "*")]);
      const Key = "x";
      const there =
        "it has PutObject, GetObject, HeadObject, DeleteObject, DeleteObjects and ListObjectsV2.";
      const calls: [() => Promise<unknown>, string][] = [
        [
          () => all.send(new CopyObjectCommand({ Bucket, Key, CopySource: "pages/y" })),
          "PUT of an object with x-amz-copy-source",
        ],
        [
          () => all.send(new CreateMultipartUploadCommand({ Bucket, Key })),
          "POST of an object with ?uploads",
        ],
        [
          () => all.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [] } })),
          "PUT of an object with ?tagging",
        ],
        [
          () => all.send(new PutObjectCommand({ Bucket, Key, Body: "", ACL: "public-read" })),
          "PUT of an object with x-amz-acl",
        ],
        [
          () => all.send(new GetObjectCommand({ Bucket, Key, VersionId: "1" })),
          "GET of an object with ?versionId",
        ],
      ];
      for (const [call, what] of calls) {
        expect(await failure(call())).to.deep.equal({
          name: "NotSimulated",
          status: 501,
          message: `The local stage has no ${what} of S3; ${there}`,
        });
      }
      expect((await failure(all.send(new HeadBucketCommand({ Bucket })))).status).to.equal(501);
      expect(backend.lines).to.include(
        "denied: all called PUT of an object with x-amz-acl of S3, which the local stage does not simulate",
      );
      const deleted = { Objects: [{ Key, VersionId: "1" }] };
      const versions = all.send(new DeleteObjectsCommand({ Bucket, Delete: deleted }));
      expect((await failure(versions)).name).to.equal("NotSimulated");
    });

    it("are for credentials that the stage did not give out", async () => {
      const stranger = clientOf("publisher", [objects], {
        credentials: { accessKeyId: "ASIANOBODY", secretAccessKey: "x", sessionToken: "guess" },
      });
      expect(await failure(read(stranger, "x"))).to.include({ name: "InvalidToken", status: 403 });
    });

    it("are for a body whose chunks do not end", async () => {
      const { accessKeyId, sessionToken } = backend.gate.credentialsFor("chunks", {
        name: "chunks-role",
        arn: "arn:aws:iam::000000000000:role/chunks-role",
        trustsLambda: true,
        unknownPolicies: [],
        policies: [{ Statement: [objects] }],
      });
      const put = (body: string, length = 4) =>
        new Promise<string>((done, failed) => {
          const call = request(`${backend.gate.url}/pages/chunks`, {
            method: "PUT",
            headers: {
              authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261130/ca-central-1/s3/aws4_request, x`,
              "x-amz-security-token": sessionToken,
              "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
              "x-amz-decoded-content-length": length,
            },
          });
          call.on("response", async (reply) => {
            const text = Buffer.concat(await reply.toArray()).toString();
            done(/<Code>(.*)<\/Code>/.exec(text)?.[1] ?? String(reply.statusCode));
          });
          call.on("error", failed).end(body);
        });
      const whole = "4\r\nbody\r\n0\r\nx-amz-checksum-crc32:2H/mpw==\r\n\r\n";
      expect(await put("4;chunk-signature=00\r\nbody\r\n0\r\n\r\n")).to.equal("200");
      expect(await put(whole)).to.equal("BadDigest");
      for (const body of ["", "4\r\nbo", "5\r\nbody\r\n0\r\n\r\n", "4\r\nbody\r\n", "body"]) {
        expect(await put(body), body).to.equal("IncompleteBody");
      }
      expect(await put("4\r\nbody\r\n0\r\n\r\n", 5)).to.equal("IncompleteBody");
    });
  });
});
