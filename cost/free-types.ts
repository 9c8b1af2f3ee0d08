/** Why a type of resource is on no bill. */
export const free: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      [
        "AWS asks nothing for permissions",
        [
          "iam/role:Role",
          "iam/rolePolicy:RolePolicy",
          "cloudwatch/logResourcePolicy:LogResourcePolicy",
        ],
      ],
      [
        "a part of the function, billed by its calls",
        [
          "lambda/function:Function",
          "lambda/alias:Alias",
          "lambda/permission:Permission",
          "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
          "lambda/invocation:Invocation",
        ],
      ],
      [
        "a part of the API, billed by its requests",
        [
          "restApi:RestApi",
          "deployment:Deployment",
          "stage:Stage",
          "account:Account",
          "methodSettings:MethodSettings",
          "apiKey:ApiKey",
          "usagePlan:UsagePlan",
          "usagePlanKey:UsagePlanKey",
        ].map((type) => `apigateway/${type}`),
      ],
      [
        "a part of the distribution, billed by its requests",
        [
          "distribution:Distribution",
          "function:Function",
          "cachePolicy:CachePolicy",
          "originAccessControl:OriginAccessControl",
          "publicKey:PublicKey",
          "responseHeadersPolicy:ResponseHeadersPolicy",
          "keyGroup:KeyGroup",
        ].map((type) => `cloudfront/${type}`),
      ],
      [
        "a part of the bucket, billed by what is in it",
        [
          "bucket:Bucket",
          "bucketPolicy:BucketPolicy",
          "bucketCorsConfiguration:BucketCorsConfiguration",
          "bucketVersioning:BucketVersioning",
          "bucketOwnershipControls:BucketOwnershipControls",
          "bucketPublicAccessBlock:BucketPublicAccessBlock",
          "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
          "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          "bucketReplicationConfig:BucketReplicationConfig",
        ].map((type) => `s3/${type}`),
      ],
      [
        "billed by what is written to it",
        [
          "cloudwatch/logGroup:LogGroup",
          "sqs/queue:Queue",
          "sqs/queuePolicy:QueuePolicy",
          "sns/topic:Topic",
          "sns/topicPolicy:TopicPolicy",
          "sns/topicSubscription:TopicSubscription",
        ],
      ],
      [
        "billed by the metric that it writes",
        ["cloudwatch/logMetricFilter:LogMetricFilter", "cloudwatch/metricAlarm:MetricAlarm"],
      ],
      [
        "billed by the log that arrives",
        [
          "logSubscriptionFilter:LogSubscriptionFilter",
          "logDelivery:LogDelivery",
          "logDeliverySource:LogDeliverySource",
          "logDeliveryDestination:LogDeliveryDestination",
        ].map((type) => `cloudwatch/${type}`),
      ],
      [
        "rules by the clock and of AWS's own events are free, as are a scheduler's first 14 million calls",
        [
          "cloudwatch/eventRule:EventRule",
          "cloudwatch/eventTarget:EventTarget",
          "scheduler/schedule:Schedule",
        ],
      ],
      [
        "billed by who signs in",
        [
          "cognito/userPool:UserPool",
          "cognito/userPoolClient:UserPoolClient",
          "cognito/userGroup:UserGroup",
        ],
      ],
      [
        "billed by the mails",
        [
          "sesv2/emailIdentity:EmailIdentity",
          "sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
        ],
      ],
      [
        "certificates for CloudFront are free",
        ["acm/certificate:Certificate", "acm/certificateValidation:CertificateValidation"],
      ],
      [
        "billed by the log that arrives, see log-archive.ts",
        ["kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],
      ],
      ["a part of the zone", ["route53/record:Record"]],
      ["billed by its requests and what it holds", ["dynamodb/table:Table"]],
      ["budgets without actions are free", ["budgets/budget:Budget"]],
      [
        "billed by what is kept",
        ["vault:Vault", "plan:Plan", "selection:Selection"].map((type) => `backup/${type}`),
      ],
    ] as const
  ).flatMap(([reason, types]) => types.map((type) => [`aws:${type}`, reason])),
);
