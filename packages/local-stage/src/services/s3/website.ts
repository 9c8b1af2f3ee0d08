import type { Graph, Resource } from "../../graph";
import { outgoing } from "../../http/headers";
import { type Listening, listen } from "../../http/server";
import type { BucketOrigin, BucketReply } from "./s3";

/** The types that make a website of a bucket. */
export const websiteTypes = [
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
] as const;

/** A bucket that is a website of its own. */
export interface Website {
  readonly bucket: Resource;
  readonly host: string;
  /** The last part of what is shown for a folder. */
  readonly index: string;
  /** The key of what is shown in place of an error. */
  readonly error: string | undefined;
}

/** The websites of a program, and those of its buckets that say so themselves. */
export function websitesOf(graph: Graph): Website[] {
  return websiteTypes.flatMap((type) =>
    graph.ofType(type).flatMap(({ inputs, outputs }): Website[] => {
      const bucket = [
        ...graph.ofType("aws:s3/bucket:Bucket"),
        ...graph.ofType("aws:s3/bucketV2:BucketV2"),
      ].find(({ id }) => id === inputs.bucket);
      const index = inputs.indexDocument?.suffix;
      if (!bucket || !index) return [];
      return [{ bucket, index, error: inputs.errorDocument?.key, host: outputs.websiteEndpoint }];
    }),
  );
}

/** Serves each website on a loopback port of its own; the first one gets the port that was asked for. */
export async function startWebsites(
  websites: readonly Website[],
  originOf: (domainName: string) => BucketOrigin | undefined,
  port: number,
): Promise<(Listening & { readonly name: string; readonly host: string })[]> {
  return Promise.all(
    websites.map(async (website, index) => {
      const origin = originOf(website.bucket.outputs.bucketRegionalDomainName) as BucketOrigin;
      const listening = await listen(
        async (request, response) => {
          const { method = "GET", url = "/" } = request;
          const reply =
            method === "GET" || method === "HEAD"
              ? await answer(website, origin, url)
              : page(405, "Method Not Allowed");
          response.writeHead(reply.status, outgoing(reply.headers));
          response.end(method === "HEAD" ? undefined : reply.body);
        },
        { port: index === 0 ? port : 0, hosts: [website.host], open: true },
      );
      return { ...listening, name: website.bucket.name, host: website.host };
    }),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html */
async function answer(website: Website, origin: BucketOrigin, url: string): Promise<BucketReply> {
  const path = decoded(url.split("?")[0] as string);
  const key = path.slice(1);
  const found = await origin.readOpenly(
    key === "" || key.endsWith("/") ? `${key}${website.index}` : key,
  );
  if (found.status === 200) return found;
  if (key !== "" && !key.endsWith("/")) {
    const folder = await origin.readOpenly(`${key}/${website.index}`);
    if (folder.status === 200) {
      return { ...page(302, "Found"), headers: { location: [`${path}/`], server: ["AmazonS3"] } };
    }
  }
  const shown = website.error && (await origin.readOpenly(website.error));
  if (shown && shown.status === 200) return { ...shown, status: found.status };
  return page(found.status, found.status === 404 ? "Not Found" : "Forbidden");
}

function page(status: number, title: string): BucketReply {
  const body = Buffer.from(`<html><head><title>${status} ${title}</title></head></html>\n`);
  const headers = {
    "content-type": ["text/html; charset=utf-8"],
    "content-length": [String(body.length)],
    server: ["AmazonS3"],
  };
  return { status, headers, body };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
