import { expect } from "chai";
import { mostPictureBytes } from "../../contract/rules/pictures";
import { noThrottle, openTestStage, type TestStage } from "../support/stage";
import { pngOf, sendForm } from "../support/uploads";

const secret = "4.0726 N, 9.6600 E";

describe("pictures of the business over HTTP", function () {
  this.timeout(60_000);
  let site: TestStage;
  let headers: Record<string, string>;

  before(async () => {
    site = await openTestStage(noThrottle);
    headers = await site.adminHeaders();
  });
  after(() => site?.close());

  const announced = async (bytes: number, type = "image/png") => {
    const body = { type, bytes };
    const reply = await site.api("POST", "/admin/pictures", { headers, body });
    expect(reply.status, reply.text).to.equal(201);
    return reply.json;
  };
  const finish = (pictureId: string) =>
    site.api("POST", `/admin/pictures/${pictureId}/finish`, { headers });
  const uploaded = async (file: Buffer) => {
    const upload = await announced(file.length);
    expect((await sendForm(upload, file)).status).to.equal(204);
    return upload.pictureId as string;
  };
  const bucket = async () =>
    (await site.stage.services.s3.buckets).get("pictures-bucket") as NonNullable<
      ReturnType<Awaited<typeof site.stage.services.s3.buckets>["get"]>
    >;
  const seen = (path: string) => fetch(`${site.stage.siteUrl}/${path}`);

  it("are published without what a camera wrote into them, for good", async () => {
    const file = pngOf(30, 20, secret);
    const { status, json } = await finish(await uploaded(file));
    expect(status).to.equal(200);
    expect(json).to.include({ widthPixels: 30, heightPixels: 20 });
    expect(json.path).to.match(/^media\/[0-9a-f]{16}\.png$/);
    const shown = await seen(json.path);
    expect(shown.status).to.equal(200);
    expect(shown.headers.get("content-type")).to.equal("image/png");
    expect(shown.headers.get("cache-control")).to.equal("public, max-age=31536000, immutable");
    expect(shown.headers.get("x-content-type-options")).to.equal("nosniff");
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect(bytes.includes("IDAT")).to.equal(true);
    expect(bytes.includes(secret)).to.equal(false);
  });

  it("are finished once more with the same answer, and nothing of the camera is kept", async () => {
    const pictureId = await uploaded(pngOf(31, 20, secret));
    const first = await finish(pictureId);
    const again = await finish(pictureId);
    expect(again.json).to.deep.equal(first.json);
    const all = await bucket();
    for (const key of all.keys()) {
      expect(all.find(key)?.body.includes(secret), key).to.equal(false);
    }
  });

  it("have one path for the same picture", async () => {
    const [one, other] = [await uploaded(pngOf(32, 20, "a")), await uploaded(pngOf(32, 20, "b"))];
    const paths = [(await finish(one)).json.path, (await finish(other)).json.path];
    expect(paths[0]).to.equal(paths[1]);
  });

  it("are public only once they are finished, and never below uploads", async () => {
    const pictureId = await uploaded(pngOf(33, 20));
    for (const path of [
      `uploads/${pictureId}`,
      `media/${pictureId}`,
      `media/../uploads/${pictureId}`,
    ]) {
      expect((await seen(path)).status, path).to.be.oneOf([403, 404]);
    }
  });

  it("are no pictures by their names or types, but by their bytes", async () => {
    const page = Buffer.from("<script>alert(1)</script>".padEnd(400));
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    const before = (await bucket()).keys().filter((key) => key.startsWith("media/"));
    for (const file of [page, drawing]) {
      const { status, json } = await finish(await uploaded(file));
      expect([status, json.code]).to.deep.equal([400, "picture.type"]);
    }
    const broken = pngOf(8, 8).subarray(0, 60);
    const refused = await finish(await uploaded(broken));
    expect([refused.status, refused.json.code]).to.deep.equal([400, "picture.broken"]);
    const large = await finish(await uploaded(pngOf(1_281, 4)));
    expect([large.status, large.json.code]).to.deep.equal([413, "picture.large"]);
    const after = (await bucket()).keys().filter((key) => key.startsWith("media/"));
    expect(after).to.deep.equal(before);
  });

  it("say what is wrong in the reader's language", async () => {
    const pictureId = await uploaded(Buffer.from("GIF89a".padEnd(100)));
    const french = { ...headers, "Accept-Language": "fr" };
    const path = `/admin/pictures/${pictureId}/finish`;
    const { json } = await site.api("POST", path, { headers: french });
    expect(json.error).to.match(/^Ce n'est pas une image/);
  });

  it("are refused by S3 itself beyond what was announced", async () => {
    const file = pngOf(20, 20);
    const upload = await announced(file.length - 1);
    const refused = await sendForm(upload, file);
    expect(refused.status).to.equal(400);
    expect(await refused.text()).to.contain("<Code>EntityTooLarge</Code>");
    expect((await finish(upload.pictureId)).status).to.equal(404);
    const body = { type: "image/png", bytes: mostPictureBytes + 1 };
    const { status, json } = await site.api("POST", "/admin/pictures", { headers, body });
    expect([status, json.code]).to.deep.equal([400, "invalid"]);
  });

  it("may come from the desk's own pages alone", async () => {
    const upload = await announced(500);
    const from = async (Origin: string) => {
      const asked = { "Access-Control-Request-Method": "POST" };
      const reply = await fetch(upload.uploadUrl, {
        method: "OPTIONS",
        headers: { Origin, ...asked },
      });
      return [reply.status, reply.headers.get("access-control-allow-origin")];
    };
    const { origin } = new URL(site.stage.siteUrl);
    expect(await from(origin)).to.deep.equal([200, origin]);
    expect(await from("https://friend.example")).to.deep.equal([403, null]);
    expect(await from("http://127.0.0.1:1")).to.deep.equal([403, null]);
  });

  it("are for admins", async () => {
    const body = { type: "image/png", bytes: 500 };
    const pictureId = await uploaded(pngOf(9, 9));
    for (const [path, sent] of [
      ["/admin/pictures", { body }],
      [`/admin/pictures/${pictureId}/finish`, {}],
    ] as const) {
      expect((await site.api("POST", path, sent)).status).to.equal(401);
    }
  });

  it("let the desk's pages connect to the upload's address, and no other page", async () => {
    const { uploadUrl } = await announced(500);
    const connects = async (path: string) => {
      const policy = (await fetch(`${site.stage.siteUrl}${path}`)).headers.get(
        "content-security-policy",
      );
      return /connect-src ([^;]+)/.exec(policy ?? "")?.[1];
    };
    for (const path of ["/admin/", "/admin", "/fr/admin/"]) {
      expect(await connects(path), path).to.equal(`'self' ${uploadUrl}`);
    }
    for (const path of ["/", "/book/", "/fr/", "/nowhere"]) {
      expect(await connects(path), path).to.equal("'self'");
    }
  });
});
