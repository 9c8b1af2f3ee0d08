import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BuiltSite } from "../../build/site";
import { publishedFolder } from "../../contract/rules/published-pages";
import type { StageConfig } from "../config";
import { cachingOptimized } from "../edge/cloudfront";
import { edgeFunction } from "../edge/edge-function";
import type { SiteMap } from "../edge/functions/site-map";
import { siteAddress } from "../edge/site-address";
import {
  pagePolicy,
  pagePolicyWith,
  permissionsPolicy,
  securityHeaders,
} from "../edge/site-headers";
import { viewerProtocol } from "../edge/viewer";
import type { Pictures } from "./pictures";
import type { Publisher } from "./publisher";
import { isHashed, type SiteBucket, settingsKey } from "./site-bucket";
import { targetOf } from "./site-origins";

export interface PageBehaviorArgs {
  readonly built: BuiltSite;
  readonly bucket: SiteBucket;
  readonly publisher: Publisher;
  readonly pictures: Pictures;
  readonly config: StageConfig;
}

type Behavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type OrderedBehavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** How CloudFront serves pages and their files from the bucket, or its copy; the desk's pages may upload pictures too. */
export function pageBehaviors(
  name: string,
  { built, bucket, publisher, pictures, config }: PageBehaviorArgs,
  parent: pulumi.Resource,
): { readonly pages: Behavior; readonly desk: readonly OrderedBehavior[] } {
  const site = siteMap(built, [settingsKey]);
  // The pages must be there before the functions know them.
  const afterUpload = { parent, dependsOn: [...bucket.objects, publisher.published] };
  const address = siteAddress(config);
  const paths = edgeFunction(`${name}-paths`, "site-paths", { site, address }, afterUpload);
  const status = edgeFunction(`${name}-status`, "site-status", { site }, afterUpload);
  const servedWith = (headers: aws.cloudfront.ResponseHeadersPolicy): Behavior => ({
    targetOriginId: targetOf("site", bucket),
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
  });
  const headersWith = (kind: string, comment: string, policy: pulumi.Input<string>) =>
    new aws.cloudfront.ResponseHeadersPolicy(
      `${name}-${kind}-headers`,
      {
        comment,
        securityHeadersConfig: securityHeaders(policy, config.https),
        customHeadersConfig: {
          items: [
            { header: "Permissions-Policy", value: permissionsPolicy, override: true },
            { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
          ],
        },
      },
      { parent },
    );
  const pages = servedWith(headersWith("page", "Pages and their files.", pagePolicy));
  const desk = servedWith(
    headersWith("desk", "The desk's pages.", pictures.uploadUrl.apply(pagePolicyWith)),
  );
  return {
    pages,
    desk: deskPaths(built).map((pathPattern) => ({ ...desk, pathPattern })),
  };
}

/** The desk in every language, with or without a slash in the end. */
function deskPaths({ pages }: BuiltSite): string[] {
  return pages
    .map(({ path }) => /^(.*\/)?admin\/index\.html$/.exec(path))
    .flatMap((found) => (found ? [`/${found[1] ?? ""}admin*`] : []));
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
