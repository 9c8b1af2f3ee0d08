import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BuiltSite } from "../../build/site";
import type { Routes } from "../../contract/openapi/document";
import type { AdminAuth } from "../api/admin-auth";
import type { BookingApi } from "../api/booking-api";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import { type DnsTask, mailTask } from "../domain/dns-records";
import { SiteDomain } from "../domain/site-domain";
import { apiBehaviors, plainHeaders } from "../edge/api-behaviors";
import { EdgeLogs } from "../edge/edge-logs";
import { firewallArn } from "../edge/firewall";
import { signInBehavior } from "../edge/sign-in-behavior";
import { siteAddress } from "../edge/site-address";
import { servedCountries, siteScheme } from "../edge/viewer";
import type { Mail } from "../mail/mail";
import { mediaBehavior } from "./media-behavior";
import { pageBehaviors } from "./page-behavior";
import type { Pictures } from "./pictures";
import { type PrivateFolder, privateFolder } from "./private-folder";
import { Publisher } from "./publisher";
import { SiteBucket } from "./site-bucket";
import { siteOriginGroups, siteOrigins, targetOf } from "./site-origins";

export interface StaticSiteArgs {
  readonly built: BuiltSite;
  readonly dataStore: DataStore;
  readonly api: BookingApi;
  readonly adminAuth: AdminAuth;
  readonly mail: Mail;
  readonly pictures: Pictures;
  readonly routes: Routes;
  readonly config: StageConfig;
}

/** The errors that CloudFront would otherwise cache for ten seconds. */
const errorStatuses = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** The distribution: pages from a private bucket, the API below `/api`, and sign-in at `/auth`. */
export class StaticSite extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly distributionId: pulumi.Output<string>;
  readonly distributionArn: pulumi.Output<string>;
  /** A hash of every page and file whose path stays when its content changes. */
  readonly pageDigests: pulumi.Output<Record<string, string>>;
  readonly bucketName: pulumi.Output<string>;
  /** The key id of signed URLs, on a stage with a private folder. */
  readonly signedUrlKeyId?: pulumi.Output<string>;
  /** Renders the pages; it is never rolled back alone, since the edge asks for those of its release. */
  readonly publisher: Publisher;
  /** The DNS records that the owner enters for the site and its mail. */
  readonly dnsRecords: pulumi.Output<DnsTask>;

  constructor(
    private readonly name: string,
    private readonly args: StaticSiteArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:StaticSite", name, {}, opts);
    const { built, adminAuth, api, dataStore, pictures, config } = args;
    const bucket = new SiteBucket(
      `${name}-files`,
      {
        files: built.files,
        pageSettings: { adminClientId: adminAuth.clientId },
        protectData: config.protectData,
        // An origin group has two members, so the site is copied to one region only.
        copyRegion: config.regions[1],
      },
      { parent: this },
    );
    const domain = this.ownDomain();
    this.publisher = new Publisher(
      `${name}-pages`,
      {
        release: built.release,
        bucket,
        dataStore,
        failures: api.failures,
        origin: siteAddress(config)?.origin,
        config,
      },
      { parent: this },
    );
    const folder = privateFolder(name, { config, targetOriginId: targetOf("site", bucket) }, this);
    const distribution = this.distribution(bucket, domain, folder);
    bucket.readableBy(distribution.arn);
    pictures.readableBy(distribution.arn);
    domain?.pointTo(distribution);
    if (config.accessLogs) {
      const { arn } = distribution;
      new EdgeLogs(`${name}-log`, { distributionArn: arn }, { parent: this });
    }

    this.domainName = distribution.domainName;
    this.url = pulumi.output(
      siteAddress(config)?.origin ??
        pulumi.interpolate`${siteScheme(config)}://${distribution.domainName}`,
    );
    this.publisher.finish(distribution, this.url);
    pictures.uploadsFrom(this.url);
    this.dnsRecords = domain?.task(distribution) ?? this.mailTask();
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.pageDigests = bucket.digests;
    this.bucketName = bucket.bucketName;
    this.signedUrlKeyId = folder?.keyId;
    this.registerOutputs({
      url: this.url,
      domainName: this.domainName,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      pageDigests: this.pageDigests,
      bucketName: this.bucketName,
      signedUrlKeyId: this.signedUrlKeyId,
      dnsRecords: this.dnsRecords,
    });
  }

  private ownDomain(): SiteDomain | undefined {
    const { config, mail } = this.args;
    const { domain } = config;
    return domain
      ? new SiteDomain(`${this.name}-domain`, { domain, config, mail }, { parent: this })
      : undefined;
  }

  private mailTask(): pulumi.Output<DnsTask> {
    const { domain, dkimTokens } = this.args.mail;
    return dkimTokens.apply((tokens) => mailTask({ domain, dkimTokens: tokens }));
  }

  private distribution(
    bucket: SiteBucket,
    domain?: SiteDomain,
    folder?: PrivateFolder,
  ): aws.cloudfront.Distribution {
    const { name } = this;
    const { built, api, adminAuth, pictures, routes, config } = this.args;
    const { publisher } = this;
    const headers = plainHeaders(name, config, this);
    const behaviors = pageBehaviors(name, { built, bucket, publisher, pictures, config }, this);
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
        origins: siteOrigins(name, { bucket, pictures, api, adminAuth, config }, this),
        originGroups: siteOriginGroups({ site: bucket, pictures }),
        defaultCacheBehavior: behaviors.pages,
        orderedCacheBehaviors: [
          ...(folder ? [folder.behavior] : []),
          ...apiBehaviors(name, { routes, headers, config }, this),
          signInBehavior(name, config, this),
          mediaBehavior({ pictures, headers, config }),
          ...behaviors.desk,
        ],
        customErrorResponses: errorStatuses.map((errorCode) => ({
          errorCode,
          errorCachingMinTtl: 0,
        })),
        restrictions: { geoRestriction: servedCountries(config) },
        webAclId: firewallArn(name, config, this),
        ...namesOf(domain),
      },
      { parent: this },
    );
  }
}

/** The distribution's names beside CloudFront's own, and their certificate. */
function namesOf(
  domain: SiteDomain | undefined,
): Pick<aws.cloudfront.DistributionArgs, "aliases" | "viewerCertificate"> {
  if (!domain?.certificateArn) return { viewerCertificate: { cloudfrontDefaultCertificate: true } };
  return {
    aliases: [...domain.hosts],
    viewerCertificate: {
      acmCertificateArn: domain.certificateArn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
  };
}
