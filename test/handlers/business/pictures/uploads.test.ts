import { createHmac } from "node:crypto";
import { expect } from "chai";
import { createPictureUpload } from "../../../../handlers/business/pictures/operations/create-picture-upload";
import { finishPictureUpload } from "../../../../handlers/business/pictures/operations/finish-picture-upload";
import type { KeptPicture, Uploaded } from "../../../../handlers/business/pictures/picture-store";
import { signedForm } from "../../../../handlers/business/pictures/signed-form";
import { adminClaims, apiEvent } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { pngOf } from "../../../support/uploads";
import { keepVariables } from "../../../support/variables";

const now = "2026-12-01T09:00:00Z";
const signer = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "a secret",
  sessionToken: "a token",
  region: "eu-west-3",
};

describe("the form of an upload", () => {
  const terms = {
    bucket: "pictures",
    key: "uploads/1",
    type: "image/webp",
    mostBytes: 900,
    expiresAt: "2026-12-01T09:10:00Z",
  };
  const { policy = "", "x-amz-signature": signature, ...fields } = signedForm(terms, signer, now);

  it("names everything that may be sent, and bounds its size", () => {
    expect(fields).to.deep.equal({
      key: "uploads/1",
      "Content-Type": "image/webp",
      "x-amz-algorithm": "AWS4-HMAC-SHA256",
      "x-amz-credential": "ASIAEXAMPLE/20261201/eu-west-3/s3/aws4_request",
      "x-amz-date": "20261201T090000Z",
      "x-amz-security-token": "a token",
    });
    expect(JSON.parse(Buffer.from(policy, "base64").toString())).to.deep.equal({
      expiration: "2026-12-01T09:10:00Z",
      conditions: [
        { bucket: "pictures" },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ["content-length-range", 1, 900],
      ],
    });
  });

  it("is signed for its day, region and service alone", () => {
    const hmac = (key: string | Buffer, text: string) =>
      createHmac("sha256", key).update(text).digest();
    const key = ["20261201", "eu-west-3", "s3", "aws4_request"].reduce<string | Buffer>(
      hmac,
      "AWS4a secret",
    );
    expect(signature).to.equal(hmac(key, policy).toString("hex"));
  });
});

describe("uploads of pictures", () => {
  const putBack = keepVariables();
  before(() => {
    process.env.PICTURE_BUCKET = "pictures";
    process.env.PICTURE_UPLOADS = "https://uploads.example.com";
  });
  after(putBack);

  const event = (parts: Parameters<typeof apiEvent>[0]) =>
    apiEvent({ claims: adminClaims, ...parts });

  it("are announced under a name of their own each time", async () => {
    const handler = createPictureUpload(
      business,
      () => signer,
      () => now,
    );
    const announce = async () => {
      const reply = await handler(event({ body: { type: "image/webp", bytes: 900 } }));
      expect(reply.statusCode, reply.body).to.equal(201);
      return JSON.parse(reply.body);
    };
    const [one, other] = [await announce(), await announce()];
    expect(one).to.deep.include({
      uploadUrl: "https://uploads.example.com",
      expiresAt: "2026-12-01T09:10:00Z",
    });
    expect(one.fields.key).to.equal(`uploads/${one.pictureId}`);
    expect(one.pictureId).not.to.equal(other.pictureId);
  });

  /** A bucket that notes what is written, in order. */
  function bucketWith(uploaded: Uploaded) {
    const written: [string, KeptPicture][] = [];
    const store = {
      uploaded: async (id: string) => (id === "here" ? uploaded : undefined),
      replaceUpload: async (id: string, picture: KeptPicture) => {
        written.push([`uploads/${id}`, picture]);
      },
      publish: async (path: string, picture: KeptPicture) => {
        written.push([path, picture]);
      },
    };
    const finish = async (pictureId: string) => {
      const handler = finishPictureUpload(business, store);
      const { statusCode, body } = await handler(event({ path: { pictureId } }));
      return { status: statusCode, json: JSON.parse(body) };
    };
    return { written, finish };
  }

  it("are published first, so that a repeated request has the picture to read", async () => {
    const { written, finish } = bucketWith(pngOf(5, 4, "at home"));
    const { status, json } = await finish("here");
    expect(status).to.equal(200);
    expect(json).to.include({ widthPixels: 5, heightPixels: 4 });
    expect(written.map(([key]) => key)).to.deep.equal([json.path, "uploads/here"]);
    for (const [, { type, bytes }] of written) {
      expect(type).to.equal("image/png");
      expect(Buffer.from(bytes).includes("at home")).to.equal(false);
    }
  });

  for (const [title, uploaded, status, code] of [
    ["nothing", undefined, 404, "not-found"],
    ["more than is taken", "large", 413, "picture.large"],
    ["a picture with a side too long", pngOf(1_281, 1), 413, "picture.large"],
    ["a page", Buffer.from("<!doctype html>"), 400, "picture.type"],
    ["half a picture", pngOf(9, 9).subarray(0, 50), 400, "picture.broken"],
  ] as const) {
    it(`write nothing where they are ${title}`, async () => {
      const { written, finish } = bucketWith(uploaded);
      const refused = await finish("here");
      expect([refused.status, refused.json.code]).to.deep.equal([status, code]);
      expect(written).to.deep.equal([]);
    });
  }

  it("are looked for by their ids alone", async () => {
    const { finish } = bucketWith(pngOf(2, 2));
    for (const id of ["../media/x", "", "x".repeat(65)]) {
      expect((await finish(id)).status).to.equal(404);
    }
  });
});
