import type { Graph } from "../../graph";
import type { Service } from "../../service";
import { type Declared, globalArn, onlyId, physicalName, shortId } from "../../values";
import { cloudFrontApi } from "./api";
import { startCloudFront } from "./cloudfront";
import { prepareEdge } from "./function";

declare module "../../service" {
  interface Faces {
    readonly cloudfront: Edge;
  }
}

/** The distributions of the program. */
export interface Edge {
  /** "" where the program has none. */
  readonly url: string;
  /** Makes the edge forget what it keeps for these paths. */
  invalidate(paths: readonly string[]): void;
}

const distributionType = "aws:cloudfront/distribution:Distribution";
const distributionId = ({ name }: Declared) => shortId(name).toUpperCase();
const madeId = ({ name }: Declared) => `${name}-id`;
const policy = (kind: string) => ({
  id: madeId,
  outputs: {
    name: physicalName,
    arn: globalArn("cloudfront", (declared) => `${kind}/${madeId(declared)}`),
  },
});

/** CloudFront: behaviours, caches, functions, headers, signed URLs and error pages. */
export const cloudfront: Service<"cloudfront", Edge> = {
  name: "cloudfront",
  types: [
    distributionType,
    "aws:cloudfront/function:Function",
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/publicKey:PublicKey",
    "aws:cloudfront/keyGroup:KeyGroup",
  ],
  values: {
    [distributionType]: {
      id: distributionId,
      outputs: {
        arn: globalArn("cloudfront", (declared) => `distribution/${distributionId(declared)}`),
        domainName: ({ name }) => `${shortId(name)}.cloudfront.net`,
        hostedZoneId: () => "Z2FDTNDATAQYW2",
      },
    },
    "aws:cloudfront/function:Function": {
      id: physicalName,
      outputs: {
        name: physicalName,
        arn: globalArn("cloudfront", (declared) => `function/${physicalName(declared)}`),
      },
    },
    "aws:cloudfront/cachePolicy:CachePolicy": policy("cache-policy"),
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": policy("origin-request-policy"),
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policy("response-headers-policy"),
    "aws:cloudfront/originAccessControl:OriginAccessControl": policy("origin-access-control"),
    "aws:cloudfront/publicKey:PublicKey": {
      id: ({ name }) => `K${shortId(name).toUpperCase()}`,
      outputs: { name: physicalName },
    },
    "aws:cloudfront/keyGroup:KeyGroup": { id: madeId, outputs: { name: physicalName } },
    "aws:cloudfront/monitoringSubscription:MonitoringSubscription": onlyId(
      ({ inputs }) => inputs.distributionId,
    ),
  },
  api: {
    cloudfront: {
      protocol: { xml: "2010-12-01", denied: "AccessDenied" },
      answer: ({ graph, services, log }) =>
        cloudFrontApi({ graph, log, invalidate: (paths) => services.cloudfront.invalidate(paths) }),
    },
  },
  needs: ["s3", "cloudwatch"],
  fronts: hasDistribution,
  prepare: prepareEdge,
  async start({ graph, services, hosts, port, siteHosts, log, onClose }) {
    if (!hasDistribution(graph)) return { face: { url: "", invalidate: () => {} } };
    const { s3, cloudwatch } = services;
    const edge = await startCloudFront({
      graph,
      port,
      hosts: siteHosts,
      log,
      bucket: s3.origin,
      addresses: hosts,
      originUrl: (domainName) => hosts.get(domainName),
      onReply: cloudwatch.sources.edgeReply,
    });
    onClose(edge.close);
    for (const name of edge.names) hosts.set(name, edge.url);
    return { face: edge, addresses: [{ name: "Site", url: edge.url }] };
  },
};

function hasDistribution(graph: Graph): boolean {
  return graph.ofType(distributionType).some(({ inputs }) => inputs.enabled);
}
