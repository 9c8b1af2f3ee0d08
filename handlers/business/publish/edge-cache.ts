import { publishedFolder } from "../../../contract/rules/published-pages";

/** The copies of pages that CloudFront keeps. */
export interface EdgeCache {
  /**
   * Has CloudFront ask the bucket again for files of a release.
   * @param request another one for every change; the same when a call is repeated
   */
  forget(
    distributionId: string,
    release: string,
    paths: readonly string[],
    request: string,
  ): Promise<void>;
}

/** The cache of CloudFront, with the client that Lambda's runtime brings. */
export function edgeCache(): EdgeCache {
  const { CloudFrontClient, CreateInvalidationCommand } =
    require("@aws-sdk/client-cloudfront") as typeof import("@aws-sdk/client-cloudfront");
  const client = new CloudFrontClient({});
  return {
    async forget(DistributionId, release, paths, CallerReference) {
      // Exact, since a distribution takes only 15 wildcards at a time. The edge function has rewritten the
      // visitor's path when CloudFront looks for a copy, so the copy is under the object's.
      const Items = paths.map((path) => `/${publishedFolder(release)}${path}`);
      const Paths = { Quantity: Items.length, Items };
      await client.send(
        new CreateInvalidationCommand({
          DistributionId,
          InvalidationBatch: { CallerReference, Paths },
        }),
      );
    },
  };
}
