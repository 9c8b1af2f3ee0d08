import { expect } from "chai";
import { type OpenProgram, openProgram } from "./programs/open";

describe("a program in JavaScript with a website in a bucket", function () {
  this.timeout(60_000);
  let program: OpenProgram;
  before(async () => {
    program = await openProgram("website", "live");
  });
  after(() => program?.close());

  const get = (path: string, init?: RequestInit) =>
    fetch(`${program.stage.url}${path}`, { redirect: "manual", ...init });

  it("serves its files with their types, and a folder's index", async () => {
    expect(program.stage.notSimulated).to.deep.equal([]);
    const home = await get("/");
    expect(home.status).to.equal(200);
    expect(home.headers.get("content-type")).to.equal("text/html");
    expect(await home.text()).to.include("<h1>Home</h1>");
    expect((await get("/style.css")).headers.get("content-type")).to.equal("text/css");
    expect(await (await get("/title.txt")).text()).to.equal("My page");
    expect(await (await get("/blog/")).text()).to.include("<h1>Blog</h1>");
    const folder = await get("/blog");
    expect([folder.status, folder.headers.get("location")]).to.deep.equal([302, "/blog/"]);
  });

  it("shows its error page for what is not there or not for everybody, and takes no writes", async () => {
    for (const path of ["/nothing.html", "/drafts/next.html", "/index.html/../infra/index.js"]) {
      const reply = await get(path);
      expect(reply.status, path).to.equal(403);
      expect(await reply.text()).to.include("That is not here");
    }
    expect((await get("/index.html", { method: "PUT", body: "x" })).status).to.equal(405);
    expect(await (await get("/")).text()).to.include("<h1>Home</h1>");
  });

  it("serves nobody once public access is blocked, as it is on a new bucket", async () => {
    const { graph } = program.stage;
    const open = graph.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    open.inputs.restrictPublicBuckets = true;
    try {
      expect((await get("/")).status).to.equal(403);
      expect(program.lines.at(-1)).to.include("a public access block that lets public policies be");
    } finally {
      open.inputs.restrictPublicBuckets = false;
    }
    expect((await get("/")).status).to.equal(200);
  });
});
