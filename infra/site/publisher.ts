import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bundleHandlers, publisher } from "../../build/bundles";
import { publishedFolders } from "../../contract/rules/published-pages";
import { tableVariable } from "../../handlers/runtime/environment";
import { allow, policyDocument } from "../access/iam";
import type { StageConfig } from "../config";
import type { DataStore } from "../data/data-store";
import type { FailureQueue } from "../functions/failure-queue";
import { LambdaFunction } from "../functions/lambda";
import { runEvery } from "../functions/schedule";
import { feedStream } from "../functions/stream-feed";
import { retentionOf } from "./retention";
import type { SiteBucket } from "./site-bucket";

export interface PublisherArgs {
  /** Names the code and assets that this deployment renders with. */
  readonly release: string;
  readonly bucket: SiteBucket;
  readonly dataStore: DataStore;
  readonly failures: FailureQueue;
  /** The site's address where it is known before the distribution is made. */
  readonly origin: string | undefined;
  readonly config: StageConfig;
}

/** Renders the pages from the business document: on every deployment, and whenever the owner saves one. */
export class Publisher extends pulumi.ComponentResource {
  readonly function: LambdaFunction;
  /** The pages are there once this is; the edge may then ask for them. */
  readonly published: pulumi.Resource;

  constructor(
    private readonly name: string,
    private readonly args: PublisherArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:Publisher", name, {}, opts);
    const { bucket, dataStore, failures } = args;
    this.function = this.lambda();
    this.feed(dataStore, failures);
    // Assets first: a page that was there before its scripts would show without them.
    this.published = this.invoke("rendered", { origin: args.origin }, [...bucket.objects]);
    this.registerOutputs({});
  }

  /** Publishes again once the site is there, with its address, and clears away what no edge asks for any more. */
  finish(distribution: aws.cloudfront.Distribution, url: pulumi.Output<string>): void {
    const allowed = new aws.iam.RolePolicy(
      `${this.name}-invalidation`,
      {
        role: this.function.roleName,
        policy: policyDocument([allow("cloudfront", ["CreateInvalidation"], distribution.arn)]),
      },
      { parent: this },
    );
    const known = { origin: url, distributionId: distribution.id };
    this.invoke("finished", known, [this.published, allowed]);
  }

  private lambda(): LambdaFunction {
    const { bucket, dataStore, failures, config } = this.args;
    const pages = pulumi.interpolate`${bucket.arn}/${publishedFolders}*`;
    return LambdaFunction.bundled(
      `${this.name}-publish-pages`,
      bundleHandlers([publisher])(publisher),
      {
        shortName: "publish-pages",
        description: "Publishes the pages of the business document.",
        grants: [
          dataStore.business.grant("GetItem", "PutItem", "UpdateItem"),
          dataStore.business.grantStream(),
          allow("s3", ["DeleteObject", "PutObject"], pages),
          allow("s3", ["ListBucket"], bucket.arn),
          failures.grantSend(),
        ],
        environment: {
          [tableVariable("business")]: dataStore.business.name,
          SITE_BUCKET: bucket.bucketName,
        },
        // Rendering is quick with more of a processor, and costs the same.
        memoryMb: 512,
        // A deployment waits for IAM.
        timeoutSeconds: 60,
        logRetentionDays: config.logRetentionDays,
      },
      { parent: this },
    );
  }

  private feed(dataStore: DataStore, failures: FailureQueue): void {
    const { name } = this;
    feedStream(`${name}-stream`, dataStore.business.streamArn, this.function, failures);
    runEvery(`${name}-clock`, "rate(1 hour)", this.function, this);
  }

  private invoke(
    step: string,
    known: Readonly<Record<string, pulumi.Input<string | undefined>>>,
    dependsOn: pulumi.Resource[],
  ): aws.lambda.Invocation {
    const { release, config, bucket, dataStore } = this.args;
    const retention = retentionOf(config);
    const places = { bucket: bucket.bucketName, stream: dataStore.business.streamArn };
    return new aws.lambda.Invocation(
      `${this.name}-${step}`,
      {
        functionName: this.function.functionName,
        qualifier: this.function.aliasName,
        input: pulumi.jsonStringify({ deployed: { release, retention, ...places, ...known } }),
        // Only a changed input invokes, and the event says whether the stack is being destroyed.
        lifecycleScope: "CRUD",
      },
      { parent: this, dependsOn },
    );
  }
}
