import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { allViewerExceptHostHeader, cachingDisabled } from "../../infra/edge/cloudfront";

/** Makes a distribution with one origin in an emulator, and gives the name that it is reached by. */
export async function distribution(
  address: string,
  origin: {
    readonly domainName: string;
    readonly originPath: string;
    readonly httpPort: number;
    readonly key: string;
  },
): Promise<string | undefined> {
  const client = new CloudFrontClient({
    endpoint: address,
    region: "us-east-1",
    credentials: { accessKeyId: "000000000000", secretAccessKey: "emulator" },
  });
  const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] as const;
  const { Distribution } = await client.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: "edge",
        Comment: "",
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: "api",
              DomainName: origin.domainName,
              OriginPath: origin.originPath,
              CustomHeaders: {
                Quantity: 1,
                Items: [{ HeaderName: "x-api-key", HeaderValue: origin.key }],
              },
              CustomOriginConfig: {
                HTTPPort: origin.httpPort,
                HTTPSPort: 443,
                OriginProtocolPolicy: "http-only",
              },
            },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: "api",
          ViewerProtocolPolicy: "allow-all",
          AllowedMethods: {
            Quantity: methods.length,
            Items: [...methods],
            CachedMethods: { Quantity: 2, Items: ["GET", "HEAD"] },
          },
          CachePolicyId: cachingDisabled,
          OriginRequestPolicyId: allViewerExceptHostHeader,
        },
      },
    }),
  );
  client.destroy();
  return Distribution?.DomainName;
}
