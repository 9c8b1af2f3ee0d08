import type { Service } from "../../service";
import { arn, type Declared, onlyId, physicalName, shortId } from "../../values";
import { openFunctionLog } from "../logs/log-file";
import { type ApiGateway, startApiGateway } from "./api-gateway";
import { partTypes } from "./declared";
import { apiKeyValue } from "./key";
import { UsageLog, usageApi } from "./usage";

declare module "../../service" {
  interface Faces {
    readonly apiGateway: RestApis;
  }
}

/** The REST APIs of the program. */
export interface RestApis extends ApiGateway {
  /** Of the first stage; "" where the program has none. */
  readonly stageUrl: string;
  /** What the keys of usage plans were let do. */
  readonly usage: UsageLog;
}

const stageType = "aws:apigateway/stage:Stage";
const id = ({ name }: Declared) => shortId(name);
const path =
  (of: (declared: Declared) => string) =>
  (declared: Declared): string =>
    `arn:aws:apigateway:${declared.region}::${of(declared)}`;

const methodId = (prefix: string, { restApi, resourceId, httpMethod }: Declared["inputs"]) =>
  `${prefix}-${restApi}-${resourceId}-${httpMethod}`;
const responseId = (prefix: string, inputs: Declared["inputs"]) =>
  `${methodId(prefix, inputs)}-${inputs.statusCode}`;

/** API Gateway: REST APIs with keys, throttles, validation and gateway responses. */
export const apiGateway: Service<"apiGateway", RestApis> = {
  name: "apiGateway",
  types: [
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/deployment:Deployment",
    stageType,
    "aws:apigateway/methodSettings:MethodSettings",
    "aws:apigateway/usagePlan:UsagePlan",
    "aws:apigateway/usagePlanKey:UsagePlanKey",
    "aws:apigateway/apiKey:ApiKey",
    "aws:apigateway/account:Account",
    ...Object.values(partTypes),
  ],
  values: {
    "aws:apigateway/restApi:RestApi": {
      id,
      outputs: {
        name: physicalName,
        arn: path(({ name }) => `/restapis/${shortId(name)}`),
        executionArn: arn("execute-api", id),
        rootResourceId: ({ name }) => `${shortId(name)}root`,
      },
    },
    "aws:apigateway/deployment:Deployment": onlyId(id),
    [stageType]: {
      id: ({ inputs }) => `${inputs.restApi}-${inputs.stageName}`,
      outputs: {
        arn: path(({ inputs }) => `/restapis/${inputs.restApi}/stages/${inputs.stageName}`),
        executionArn: arn("execute-api", ({ inputs }) => `${inputs.restApi}/${inputs.stageName}`),
        invokeUrl: ({ inputs, region }) =>
          `https://${inputs.restApi}.execute-api.${region}.amazonaws.com/${inputs.stageName}`,
      },
    },
    "aws:apigateway/apiKey:ApiKey": { id, outputs: { name: physicalName, value: apiKeyValue } },
    "aws:apigateway/usagePlan:UsagePlan": { id, outputs: { name: physicalName } },
    "aws:apigateway/usagePlanKey:UsagePlanKey": onlyId(({ inputs }) => inputs.keyId),
    "aws:apigateway/methodSettings:MethodSettings": onlyId(
      ({ inputs }) => `${inputs.restApi}-${inputs.stageName}-${inputs.methodPath}`,
    ),
    "aws:apigateway/account:Account": onlyId(() => "api-gateway-account"),
    [partTypes.resource]: onlyId(id),
    [partTypes.method]: onlyId(({ inputs }) => methodId("agm", inputs)),
    [partTypes.integration]: onlyId(({ inputs }) => methodId("agi", inputs)),
    [partTypes.integrationResponse]: onlyId(({ inputs }) => responseId("agir", inputs)),
    [partTypes.methodResponse]: onlyId(({ inputs }) => responseId("agmr", inputs)),
    [partTypes.authorizer]: {
      id,
      outputs: {
        arn: path(({ name, inputs }) => `/restapis/${inputs.restApi}/authorizers/${shortId(name)}`),
      },
    },
  },
  api: {
    apigateway: {
      protocol: "rest",
      answer: ({ graph, region, services }) =>
        usageApi({ graph, region, usage: () => services.apiGateway.usage }),
    },
  },
  fronts: (graph) => graph.ofType(stageType).length > 0,
  needs: ["lambda", "cognito", "cloudwatch"],
  async start({ graph, folder, services, hosts, port, isFront, log, onClose }) {
    const { lambda, cognito, cloudwatch } = services;
    const accessLog = openFunctionLog(folder, "api-access");
    onClose(accessLog.close);
    const usage = new UsageLog(Date.now);
    const gateway = await startApiGateway({
      graph,
      log,
      port,
      open: isFront,
      invoke: lambda.invoke,
      usage,
      authorizers: { cognito_user_pools: cognito.authorizer },
      accessLog: (line) => accessLog.write(line),
      onReply: cloudwatch.sources.gatewayReply,
    });
    onClose(gateway.close);
    const stages = graph.ofType(stageType);
    for (const { outputs } of stages) hosts.set(new URL(outputs.invokeUrl).host, gateway.url);
    const stageUrl = stages[0] ? `${gateway.url}/${stages[0].inputs.stageName}` : "";
    return {
      face: { ...gateway, stageUrl, usage },
      addresses: stageUrl ? [{ name: "API", url: stageUrl }] : [],
    };
  },
};
