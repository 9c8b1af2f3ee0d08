import { Graph } from "local-stage";
import { buildSite } from "../../build/site";
import { publishedFolder } from "../../contract/rules/published-pages";
import { resource } from "./resource";

/** A graph of the program with the pages in its bucket, for tests in which no publisher runs. */
export function withPages(graph: Graph): Graph {
  const { pages, release } = buildSite();
  const { bucket } = graph.named("aws:s3/bucket:Bucket", "site-files-bucket").outputs;
  const objects = pages.map(({ path, file, contentType, cacheControl }) =>
    resource("aws:s3/bucketObjectv2:BucketObjectv2", `page-${path}`, {
      bucket,
      key: `${publishedFolder(release)}${path}`,
      source: { path: file },
      contentType,
      cacheControl,
    }),
  );
  return new Graph([...graph.resources, ...objects], graph.exports);
}
