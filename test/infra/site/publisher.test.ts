import { expect } from "chai";
import { program } from "../../support/pulumi";

describe("what a deployment tells the publisher", () => {
  it("names the bucket and the table's stream, so that it is told again where one was made anew", async () => {
    const graph = await program("prod");
    const bucket = graph.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs.bucket;
    const stream = graph.named("aws:dynamodb/table:Table", "data-business").outputs.streamArn;
    expect(stream).to.be.a("string");
    for (const step of ["rendered", "finished"]) {
      const { input } = graph.named(
        "aws:lambda/invocation:Invocation",
        `site-pages-${step}`,
      ).inputs;
      expect(JSON.parse(input).deployed, step).to.include({ bucket, stream });
    }
  });
});
