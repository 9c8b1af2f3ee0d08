import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BuiltSite } from "../../build/site";
import { publishedFolder } from "../../contract/rules/published-pages";
import type { StageConfig } from "../config";
import { cachingOptimized } from "../edge/cloudfront";
import { edgeFunction } from "../edge/edge-function";
import type { SiteMap } from "../edge/functions/site-map";
import { siteAddress } from "../edge/site-address";
import { pagePolicy, permissionsPolicy, securityHeaders } from "../edge/site-headers";
import { viewerProtocol } from "../edge/viewer";
import type { Publisher } from "./publisher";
import { isHashed, type SiteBucket, settingsKey } from "./site-bucket";
import { siteTarget } from "./site-origins";

export interface PageBehaviorArgs {
  readonly built: BuiltSite;
  readonly bucket: SiteBucket;
  readonly publisher: Publisher;
  readonly config: StageConfig;
}

/** How CloudFront serves pages and their files from the bucket, or its copy. */
export function pageBehavior(
  name: string,
  { built, bucket, publisher, config }: PageBehaviorArgs,
  parent: pulumi.Resource,
): aws.types.input.cloudfront.DistributionDefaultCacheBehavior {
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-page-headers`,
    {
      comment: "Pages and their files.",
      securityHeadersConfig: securityHeaders(pagePolicy, config.https),
      customHeadersConfig: {
        items: [
          { header: "Permissions-Policy", value: permissionsPolicy, override: true },
          { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
        ],
      },
    },
    { parent },
  );
  const site = siteMap(built, [settingsKey]);
  // The pages must be there before the functions know them.
  const afterUpload = { parent, dependsOn: [...bucket.objects, publisher.published] };
  const address = siteAddress(config);
  const paths = edgeFunction(`${name}-paths`, "site-paths", { site, address }, afterUpload);
  const status = edgeFunction(`${name}-status`, "site-status", { site }, afterUpload);
  return {
    targetOriginId: siteTarget(bucket),
    viewerProtocolPolicy: viewerProtocol(config),
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: cachingOptimized,
    responseHeadersPolicyId: headers.id,
    functionAssociations: [
      { eventType: "viewer-request", functionArn: paths },
      { eventType: "viewer-response", functionArn: status },
    ],
  };
}

/** What the edge functions know about the built site and the objects beside it. */
export function siteMap(
  { files, pages, release }: BuiltSite,
  others: readonly string[] = [],
): SiteMap {
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
  const hashed = files.filter((file) => isHashed(file) && folderOf(file.path) !== "");
  // The sitemap is there once the site's address is known, and the legal notice once the owner has written one.
  const later = ["sitemap.xml", ...legalPages(pages.map(({ path }) => path))];
  const published = [...new Set([...pages.map(({ path }) => path), ...later])].sort();
  return {
    keys: [...files.map((file) => file.path), ...others].sort(),
    published: published.filter((path) => !isErrorPage(path)),
    errorPages: published.filter(isErrorPage),
    publishedFolder: publishedFolder(release),
    assetFolders: [...new Set(hashed.map((file) => folderOf(file.path)))].sort(),
  };
}

/** Where there is a privacy page, the legal notice would be beside it. */
function legalPages(paths: readonly string[]): string[] {
  return paths
    .filter((path) => path.endsWith("privacy/index.html"))
    .map((path) => path.replace("privacy/", "legal/"));
}

function isErrorPage(key: string): boolean {
  return key === "404.html" || key.endsWith("/404.html");
}
