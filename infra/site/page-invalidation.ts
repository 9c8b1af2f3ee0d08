import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "../access/iam";
import { LambdaFunction } from "../functions/lambda";
import type { StaticSite } from "./static-site";

export interface PageInvalidationArgs {
  readonly site: StaticSite;
  readonly logRetentionDays: number;
}

/** A hash of every page, by its key; the pages of one deployment. */
export type PageDigests = Readonly<Record<string, string>>;

/** What the provider hands a function whose invocation follows the life of a resource. */
export interface PagesDeployed {
  readonly pages: PageDigests;
  readonly tf: {
    readonly action: "create" | "update" | "delete";
    readonly prev_input: { readonly pages: PageDigests } | null;
  };
}

/** The paths a month that CloudFront forgets for free, and half of what it takes at once. */
const mostPaths = 1_000;

/** Makes the edge forget the pages that a deployment changed or removed, and no others. */
export class PageInvalidation extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: PageInvalidationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:PageInvalidation", name, {}, opts);
    const { site, logRetentionDays } = args;
    const noun = "invalidate-pages";
    this.function = LambdaFunction.inline(
      `${name}-${noun}`,
      invalidatePages(site.distributionId, mostPaths),
      {
        noun,
        description: "Makes the edge forget the pages that a deployment changed.",
        grants: [allow("cloudfront", ["CreateInvalidation"], site.distributionArn)],
        timeoutSeconds: 60,
        logRetentionDays,
      },
      { parent: this },
    );
    new aws.lambda.Invocation(
      `${name}-deployed`,
      {
        functionName: this.function.functionName,
        qualifier: this.function.aliasName,
        input: pulumi.jsonStringify({ pages: site.pageDigests }),
        // The input then comes with the one before it, and only a changed one invokes at all.
        lifecycleScope: "CRUD",
      },
      // Not before the pages are there and the edge knows them, or it would fetch the old ones again.
      { parent: this, dependsOn: [site] },
    );
    this.registerOutputs({});
  }
}

/**
 * The factory of the function, serialized whole into its zip. A page is forgotten under every path that
 * leads to it: AWS advises both the visitor's and the one that the edge function makes of it. Paths are
 * exact, since a distribution takes only 15 with a wildcard at a time; but beyond `most` it is one
 * for everything, and so it is after a call that failed. What is new was never kept.
 */
export function invalidatePages(distributionId: pulumi.Output<string>, most: number) {
  return () => {
    const { CloudFrontClient, CreateInvalidationCommand } =
      require("@aws-sdk/client-cloudfront") as typeof import("@aws-sdk/client-cloudfront");
    const client = new CloudFrontClient({});

    const pathsOf = (key: string) => {
      const [, folder] = /^(?:(.*)\/)?index\.html$/.exec(key) ?? [];
      if (folder) return [`/${folder}`, `/${folder}/`, `/${key}`];
      return key === "index.html" ? ["/", `/${key}`] : [`/${key}`];
    };

    return async ({ pages, tf }: PagesDeployed, { awsRequestId }: { awsRequestId: string }) => {
      const before = tf.action === "update" ? (tf.prev_input?.pages ?? {}) : {};
      const keys = Object.keys(before);
      const changed = keys.filter((key) => before[key] !== pages[key]);
      const exact = changed.sort().flatMap(pathsOf);
      // The provider keeps the input of a call that failed, so the next deployment repeats it as if
      // nothing had changed, and what did is not known any more.
      const repeated =
        keys.length > 0 && changed.length === 0 && keys.length === Object.keys(pages).length;
      const paths = repeated || exact.length > most ? ["/*"] : exact;
      if (paths.length > 0) {
        await client.send(
          new CreateInvalidationCommand({
            DistributionId: distributionId.get(),
            InvalidationBatch: {
              // The same for what the SDK repeats. Not a hash of the change: the same one is made
              // again by going back and forth, and would be taken for the first.
              CallerReference: awsRequestId,
              Paths: { Quantity: paths.length, Items: paths },
            },
          }),
        );
      }
      console.info({ event: "pages.invalidated", paths });
      return { paths };
    };
  };
}
