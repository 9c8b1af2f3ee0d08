/** The region of everything that belongs to CloudFront: metrics, certificates, firewalls, log deliveries. */
export const edgeRegion = "us-east-1";

/**
 * AWS's managed policies, whose ids are the same in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/** Caches a file for as long as its Cache-Control says. */
export const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
/** API Gateway and Cognito refuse a Host that is not their own. */
export const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
