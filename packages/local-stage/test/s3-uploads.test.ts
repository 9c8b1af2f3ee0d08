import { createHmac } from "node:crypto";
import { expect } from "chai";
import type { Credentials } from "../src/gate/credentials";
import type { Role } from "../src/services/iam/roles";
import { checkSignature } from "../src/services/s3/uploads/upload-policy";
import {
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  temporaryFolder,
} from "./fixtures";

const page = "https://www.example.com";
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();

describe("signed forms that browsers send to S3", () => {
  const folder = temporaryFolder();
  let backend: TestBackend;
  let address: string;
  let credentials: Credentials;

  before(async () => {
    const code = "exports.handler = async () => process.env.UPLOADS;";
    backend = await openBackend(folder.path, [
      resource("aws:s3/bucket:Bucket", "pictures", {}),
      resource("aws:s3/bucket:Bucket", "closed", {}),
      resource("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", "desk", {
        bucket: "pictures",
        corsRules: [{ allowedOrigins: [page], allowedMethods: ["POST"], maxAgeSeconds: 600 }],
      }),
      ...lambdaFunction(folder.path, "teller", code, {
        inputs: {
          environment: {
            variables: { UPLOADS: "https://pictures.s3.ca-central-1.amazonaws.com" },
          },
        },
      }),
    ]);
    const told = await backend.lambda.invoke("teller:live", {});
    address = String(told.ok && told.payload);
    credentials = backend.gate.credentialsFor("signer", roleOf("uploads/*"));
  });
  after(async () => {
    await backend.close();
    folder.remove();
  });

  const roleOf = (path: string): Role => ({
    name: `signer-${path.length}`,
    arn: "arn:aws:iam::000000000000:role/signer",
    trustsLambda: true,
    unknownPolicies: [],
    policies: [
      {
        Statement: [
          { Effect: "Allow", Action: ["s3:PutObject"], Resource: `arn:aws:s3:::pictures/${path}` },
        ],
      },
    ],
  });

  interface Terms {
    readonly key?: string;
    readonly conditions?: readonly unknown[];
    readonly expiration?: string;
    readonly by?: Credentials;
  }
  const key = "uploads/a";
  const type = "image/png";
  /** A form for one PNG of at most ten bytes. */
  function fieldsFor({ key: named = key, conditions, expiration, by = credentials }: Terms = {}) {
    const scope = ["20261201", "ca-central-1", "s3", "aws4_request"];
    const fields = {
      key: named,
      "Content-Type": type,
      "x-amz-algorithm": "AWS4-HMAC-SHA256",
      "x-amz-credential": [by.accessKeyId, ...scope].join("/"),
      "x-amz-date": "20261201T090000Z",
      "x-amz-security-token": by.sessionToken,
    };
    const document = {
      expiration: expiration ?? new Date(Date.now() + 60_000).toISOString(),
      conditions: conditions ?? [
        { bucket: "pictures" },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ["content-length-range", 2, 10],
      ],
    };
    const policy = Buffer.from(JSON.stringify(document)).toString("base64");
    const signing = scope.reduce<string | Buffer>(hmac, `AWS4${by.secretAccessKey}`);
    return { ...fields, policy, "x-amz-signature": hmac(signing, policy).toString("hex") };
  }
  async function send(fields: object, content: string | undefined = "12345", origin?: string) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
    if (content !== "") form.append("file", new Blob([content]), "é.png");
    const headers: Record<string, string> = origin ? { Origin: origin } : {};
    const reply = await fetch(address, { method: "POST", body: form, headers });
    const text = await reply.text();
    const [, code = "", message = ""] =
      /<Code>(.*)<\/Code><Message>(.*)<\/Message>/.exec(text) ?? [];
    return { status: reply.status, code, message, headers: reply.headers };
  }
  const found = async (name = key) => (await backend.s3.buckets).get("pictures")?.find(name);

  it("are taken at an address of this machine, which a function knows in the place of AWS's", async () => {
    expect(address).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { status } = await send(fieldsFor());
    expect(status).to.equal(204);
    const object = await found();
    expect(object?.body.toString()).to.equal("12345");
    expect(object?.described).to.deep.equal({ "content-type": type });
  });

  it("keep every byte of what is sent", async () => {
    const bytes = "\r\n--\r\n\r\n-";
    await send(fieldsFor({ key: "uploads/bytes" }), bytes);
    expect((await found("uploads/bytes"))?.body.toString()).to.equal(bytes);
  });

  it("are refused beyond what was signed", async () => {
    const signed = fieldsFor({ key: "uploads/b" });
    const refusals: [object, string | undefined, number, string, RegExp][] = [
      [signed, "12345678901", 400, "EntityTooLarge", /maximum/],
      [signed, "1", 400, "EntityTooSmall", /minimum/],
      [signed, "", 400, "InvalidArgument", /exactly one file/],
      [{ ...signed, key: "uploads/c" }, undefined, 403, "AccessDenied", /\$key/],
      [{ ...signed, "Content-Type": "text/html" }, undefined, 403, "AccessDenied", /Content-Type/],
      [
        { ...signed, acl: "public-read" },
        undefined,
        403,
        "AccessDenied",
        /Extra input fields: acl/,
      ],
      [
        { ...signed, "x-amz-signature": "00" },
        undefined,
        403,
        "SignatureDoesNotMatch",
        /signature/,
      ],
      [{ ...signed, "x-amz-security-token": "x" }, undefined, 400, "InvalidToken", /token/],
      [{ ...signed, policy: undefined }, undefined, 403, "SignatureDoesNotMatch", /signature/],
    ];
    for (const [fields, content, status, code, message] of refusals) {
      const refused = await send(fields, content);
      expect([refused.status, refused.code]).to.deep.equal([status, code]);
      expect(refused.message.replaceAll("&quot;", '"')).to.match(message);
    }
    expect(await found("uploads/b")).to.equal(undefined);
    expect(await found("uploads/c")).to.equal(undefined);
  });

  it("are refused when they come too late, and for another bucket", async () => {
    const late = await send(fieldsFor({ expiration: "2026-11-30T00:00:00Z" }));
    expect([late.status, late.message]).to.deep.equal([
      403,
      "Invalid according to Policy: Policy expired.",
    ]);
    const conditions = [{ bucket: "closed" }, ["starts-with", "$key", ""]];
    const other = await send(fieldsFor({ conditions }));
    expect(other.message).to.contain("$bucket");
  });

  it("are refused where whoever signed may not write, or is not known", async () => {
    const by = backend.gate.credentialsFor("narrow", roleOf("other/*"));
    const denied = await send(fieldsFor({ by }));
    expect([denied.status, denied.code]).to.deep.equal([403, "AccessDenied"]);
    const stranger = { ...credentials, accessKeyId: "ASIANOBODY" };
    expect((await send(fieldsFor({ by: stranger }))).status).to.equal(403);
    expect((await send({ key })).status).to.equal(403);
  });

  it("are allowed to the pages of the bucket's rules", async () => {
    const asked = async (origin: string, method: string, headers: Record<string, string> = {}) => {
      const reply = await fetch(address, {
        method: "OPTIONS",
        headers: { Origin: origin, "Access-Control-Request-Method": method, ...headers },
      });
      return [reply.status, reply.headers.get("access-control-allow-origin")];
    };
    expect(await asked(page, "POST")).to.deep.equal([200, page]);
    expect(await asked(page, "PUT")).to.deep.equal([403, null]);
    expect(await asked("https://other.example", "POST")).to.deep.equal([403, null]);
    const custom = { "Access-Control-Request-Headers": "x-own" };
    expect(await asked(page, "POST", custom)).to.deep.equal([403, null]);
    const read = await send(fieldsFor(), "12345", page);
    expect(read.headers.get("access-control-allow-origin")).to.equal(page);
    const unread = await send(fieldsFor(), "12345", "https://other.example");
    expect(unread.headers.get("access-control-allow-origin")).to.equal(null);
  });

  it("are all that the address takes", async () => {
    expect((await fetch(`${address}/uploads/a`)).status).to.equal(501);
    const plain = await fetch(address, { method: "POST", body: "key=a" });
    expect(plain.status).to.equal(412);
  });

  it("are signed as AWS's own example is", () => {
    const policy =
      "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
    const signed = (signature: string) => () =>
      checkSignature(
        {
          fields: { policy, "x-amz-signature": signature, "x-amz-security-token": "" },
          file: Buffer.alloc(0),
        },
        ["20151229", "us-east-1", "s3", "aws4_request"],
        {
          accessKeyId: "AKIAIOSFODNN7EXAMPLE",
          secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
          sessionToken: "",
        },
      );
    expect(
      signed("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"),
    ).not.to.throw();
    expect(signed("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699f")).to.throw(
      "does not match",
    );
  });
});
