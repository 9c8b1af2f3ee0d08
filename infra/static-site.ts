import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Routes } from "../handlers/openapi";
import type { SiteFile } from "../www/build";
import type { BookingApi } from "./booking-api";
import { cachedPaths } from "./cached-paths";
import type { StageConfig } from "./config";
import { apiRequestCode, type SiteMap, sitePathsCode, siteStatusCode } from "./edge-functions";
import { isHashed, SiteBucket } from "./site-bucket";
import { apiPolicy, cors, pagePolicy, permissionsPolicy, securityHeaders } from "./site-headers";

export interface StaticSiteArgs {
  readonly files: readonly SiteFile[];
  readonly api: BookingApi;
  readonly routes: Routes;
  readonly config: StageConfig;
}

/** AWS's own policies: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/** Everything but Host: API Gateway answers 403 to a Host that is not its own. */
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** Every status that CloudFront would keep for ten seconds, even where caching is disabled. */
const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

type Behavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type OrderedBehavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** The site at the edge: the built pages from a private bucket, and the API below `/api`. */
export class StaticSite extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly distributionId: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: StaticSiteArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:StaticSite", name, {}, opts);
    const { files, config } = args;
    const bucket = new SiteBucket(
      `${name}-files`,
      { files, protectData: config.protectData },
      { parent: this },
    );
    const distribution = this.distribution(bucket);
    bucket.readableBy(distribution.arn);

    this.domainName = distribution.domainName;
    this.url = pulumi.interpolate`${scheme(config)}://${distribution.domainName}`;
    this.distributionId = distribution.id;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({
      url: this.url,
      domainName: this.domainName,
      distributionId: this.distributionId,
      bucketName: this.bucketName,
    });
  }

  private distribution(bucket: SiteBucket): aws.cloudfront.Distribution {
    const { name, args } = this;
    const accessControl = new aws.cloudfront.OriginAccessControl(
      `${name}-access`,
      {
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
    return new aws.cloudfront.Distribution(
      `${name}-distribution`,
      {
        enabled: true,
        comment: `${pulumi.getProject()} ${pulumi.getStack()}`,
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        // The smallest class with edges in Africa (Lagos, Nairobi, Johannesburg, Cape Town);
        // PriceClass_100 would answer Douala from Europe.
        priceClass: "PriceClass_200",
        defaultRootObject: "index.html",
        origins: [
          {
            originId: "site",
            domainName: bucket.domainName,
            originAccessControlId: accessControl.id,
          },
          {
            originId: "api",
            domainName: args.api.domainName,
            customHeaders: [{ name: "x-api-key", value: args.api.edgeKey }],
            customOriginConfig: {
              httpPort: 80,
              httpsPort: 443,
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
            },
          },
        ],
        defaultCacheBehavior: this.pages(bucket),
        orderedCacheBehaviors: this.apiBehaviors(),
        customErrorResponses: errorStatuses.map((errorCode) => ({
          errorCode,
          errorCachingMinTtl: 0,
        })),
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      },
      { parent: this },
    );
  }

  private pages(bucket: SiteBucket): Behavior {
    const { name, args } = this;
    const site = siteMap(args.files);
    const headers = new aws.cloudfront.ResponseHeadersPolicy(
      `${name}-page-headers`,
      {
        comment: "Pages and their files.",
        securityHeadersConfig: securityHeaders(pagePolicy, args.config.https),
        customHeadersConfig: {
          items: [
            { header: "Permissions-Policy", value: permissionsPolicy, override: true },
            { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
          ],
        },
      },
      { parent: this },
    );
    return {
      targetOriginId: "site",
      viewerProtocolPolicy: viewerProtocol(args.config),
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: cachingOptimized,
      responseHeadersPolicyId: headers.id,
      functionAssociations: [
        {
          eventType: "viewer-request",
          // The pages must be there before the edge knows them.
          functionArn: this.edgeFunction("paths", sitePathsCode(site), bucket.objects),
        },
        {
          eventType: "viewer-response",
          functionArn: this.edgeFunction("status", siteStatusCode(site), bucket.objects),
        },
      ],
    };
  }

  private apiBehaviors(): OrderedBehavior[] {
    const { name, args } = this;
    const headers = new aws.cloudfront.ResponseHeadersPolicy(
      `${name}-api-headers`,
      {
        comment: "Answers of the API.",
        corsConfig: cors(args.config.corsOrigins),
        securityHeadersConfig: securityHeaders(apiPolicy, args.config.https),
        customHeadersConfig: {
          items: [{ header: "Cache-Control", value: "no-store", override: false }],
        },
      },
      { parent: this },
    );
    const toApi = {
      targetOriginId: "api",
      viewerProtocolPolicy: viewerProtocol(args.config),
      compress: true,
      originRequestPolicyId: allViewerExceptHostHeader,
      responseHeadersPolicyId: headers.id,
      functionAssociations: [
        {
          eventType: "viewer-request",
          functionArn: this.edgeFunction("api", apiRequestCode(scheme(args.config)), []),
        },
      ],
    };
    return [
      ...cachedPaths(args.routes).map((cached) => ({
        ...toApi,
        pathPattern: `/api${cached.path}`,
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: this.replyCache(cached).id,
      })),
      {
        ...toApi,
        pathPattern: "/api/*",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: cachingDisabled,
      },
    ];
  }

  /** Keeps a reply for as long as its Cache-Control says, apart by its query. */
  private replyCache(cached: ReturnType<typeof cachedPaths>[number]): aws.cloudfront.CachePolicy {
    return new aws.cloudfront.CachePolicy(
      `${this.name}-${cached.name}-cache`,
      {
        comment: `Replies of ${cached.path}.`,
        minTtl: 0,
        defaultTtl: 0,
        maxTtl: cached.cacheSeconds,
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: { cookieBehavior: "none" },
          headersConfig: { headerBehavior: "none" },
          queryStringsConfig: {
            queryStringBehavior: "whitelist",
            queryStrings: { items: cached.query },
          },
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        },
      },
      { parent: this },
    );
  }

  private edgeFunction(noun: string, code: string, dependsOn: readonly pulumi.Resource[]) {
    return new aws.cloudfront.Function(
      `${this.name}-${noun}`,
      { runtime: "cloudfront-js-2.0", code, publish: true },
      { parent: this, dependsOn: [...dependsOn] },
    ).arn;
  }
}

/** What the edge must know of the built site. */
export function siteMap(files: readonly SiteFile[]): SiteMap {
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
  const hashed = files.filter((file) => isHashed(file) && folderOf(file.path) !== "");
  return {
    keys: files.map((file) => file.path),
    assetFolders: [...new Set(hashed.map((file) => folderOf(file.path)))],
  };
}

function scheme(config: StageConfig): "http" | "https" {
  return config.https ? "https" : "http";
}

function viewerProtocol(config: StageConfig): string {
  return config.https ? "redirect-to-https" : "allow-all";
}
