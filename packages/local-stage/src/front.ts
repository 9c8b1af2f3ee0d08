import { business } from "../../../business";
import type { DataFolder } from "./data-folder";
import type { Graph } from "./graph";
import type { Invoke } from "./invocation";
import { type Log, StageError } from "./log";
import { startApiGateway } from "./services/api-gateway/api-gateway";
import { startCloudFront } from "./services/cloudfront/cloudfront";
import type { CloudWatch } from "./services/cloudwatch/cloudwatch";
import { type Cognito, startCognito } from "./services/cognito/cognito";
import { openFunctionLog } from "./services/logs/log-file";
import { types as bucketTypes, quietTypes } from "./services/s3/s3";

/** Nobody's real address: ".local" takes no mail. */
const adminEmail = `admin@${business.email.split("@")[1]?.split(".")[0]}.local`;

/** Ends something that was started. */
export type Closer = () => unknown;

export interface FrontOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly invoke: Invoke;
  readonly log: Log;
  /** Of the site. */
  readonly port: number;
  /** Told of every reply. */
  readonly reports?: Pick<CloudWatch["sources"], "gatewayReply" | "edgeReply">;
}

/** What visitors reach: the REST API, the user pool, and before them the distribution. */
export interface Front {
  readonly cognito: Cognito;
  readonly siteUrl: string;
  readonly apiUrl: string;
  /** Makes the edge forget what it keeps for these paths. */
  invalidate(paths: readonly string[]): void;
  /** The resource types that are served. */
  readonly types: readonly string[];
}

/** Starts the user pool, the gateway and CloudFront; a port that is taken is a StageError. */
export async function startFront(
  { graph, folder, invoke, log, port, reports }: FrontOptions,
  closers: Closer[],
): Promise<Front> {
  const accessLog = openFunctionLog(folder, "api-access");
  closers.push(accessLog.close);
  const cognito = await startCognito({ graph, folder, log, adminEmail });
  closers.push(cognito.close);
  const gateway = await startApiGateway({
    ...{ graph, log, invoke },
    authorizers: { cognito_user_pools: cognito.authorizer },
    accessLog: (line) => accessLog.write(line),
    onReply: reports?.gatewayReply,
  });
  closers.push(gateway.close);
  const originUrl = (domainName: string) => {
    if (/^\w+\.execute-api\./.test(domainName)) return gateway.url;
    return /^cognito-idp\./.test(domainName) ? cognito.url : undefined;
  };
  const cloudFront = await startCloudFront({
    ...{ graph, port, originUrl, log },
    onReply: reports?.edgeReply,
  }).catch((error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new StageError(`Port ${port} is taken; choose another with PORT=…, or PORT=0 for any.`);
  });
  closers.push(cloudFront.close);
  const [stage] = graph.ofType("aws:apigateway/stage:Stage");
  return {
    siteUrl: cloudFront.url,
    apiUrl: stage ? `${gateway.url}/${stage.inputs.stageName}` : "",
    cognito,
    invalidate: cloudFront.invalidate,
    types: [...gateway.types, ...cognito.types, ...cloudFront.types, ...bucketTypes, ...quietTypes],
  };
}
