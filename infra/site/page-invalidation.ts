import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { patiently } from "../../handlers/runtime/patiently";
import { allow } from "../access/iam";
import { LambdaFunction } from "../functions/lambda";
import type { StaticSite } from "./static-site";

export interface PageInvalidationArgs {
  readonly site: StaticSite;
  readonly logRetentionDays: number;
}

/** A hash of every page of one deployment, by key. */
export type PageDigests = Readonly<Record<string, string>>;

/** The event of an invocation with the lifecycle scope CRUD. */
export interface PagesDeployed {
  readonly pages: PageDigests;
  readonly tf: {
    readonly action: "create" | "update" | "delete";
    readonly prev_input: { readonly pages: PageDigests } | null;
  };
}

/** The free invalidation paths per month, and half of what CloudFront takes at once. */
const mostPaths = 1_000;

/** Invalidates the pages that a deployment changed or removed, and no others. */
export class PageInvalidation extends pulumi.ComponentResource {
  readonly function: LambdaFunction;

  constructor(name: string, args: PageInvalidationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:PageInvalidation", name, {}, opts);
    const { site, logRetentionDays } = args;
    const shortName = "invalidate-pages";
    this.function = LambdaFunction.inline(
      `${name}-${shortName}`,
      invalidatePages(site.distributionId, mostPaths),
      {
        shortName,
        description: "Invalidates the pages that a deployment changed.",
        grants: [allow("cloudfront", ["CreateInvalidation"], site.distributionArn)],
        // A minute of them for IAM.
        timeoutSeconds: 90,
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
        // The event then includes the previous input, and only a changed input invokes at all.
        lifecycleScope: "CRUD",
      },
      // After the upload, or CloudFront would fetch the old pages again.
      { parent: this, dependsOn: [site] },
    );
    this.registerOutputs({});
  }
}

/**
 * The factory of the function, serialized into its zip. It invalidates every path of a page: AWS advises
 * both the visitor's and the rewritten one. Paths are exact, since a distribution takes only 15 wildcards
 * at a time, but beyond `most`, and after a failed invocation, it is one wildcard for everything. New
 * pages were never cached.
 */
export function invalidatePages(distributionId: pulumi.Output<string>, most: number) {
  const whenAllowed = patiently;
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
      const deadline = Date.now() + 60_000;
      const before = tf.action === "update" ? (tf.prev_input?.pages ?? {}) : {};
      const keys = Object.keys(before);
      const changed = keys.filter((key) => before[key] !== pages[key]);
      const exact = changed.sort().flatMap(pathsOf);
      // The provider stores the input of a failed invocation, so the next deployment repeats it as if
      // nothing had changed: the difference is lost.
      const repeated =
        keys.length > 0 && changed.length === 0 && keys.length === Object.keys(pages).length;
      const paths = repeated || exact.length > most ? ["/*"] : exact;
      if (paths.length > 0) {
        const invalidation = {
          DistributionId: distributionId.get(),
          InvalidationBatch: {
            // The same when the SDK retries. Not a hash of the change: going back and forth repeats a
            // change, and CloudFront would take it for the first one.
            CallerReference: awsRequestId,
            Paths: { Quantity: paths.length, Items: paths },
          },
        };
        await whenAllowed(deadline, () => client.send(new CreateInvalidationCommand(invalidation)));
      }
      console.info({ event: "pages.invalidated", paths });
      return { paths };
    };
  };
}
