import { accountId } from "../../account";
import type { Service } from "../../service";
import { arn, type Declared, onlyId, physicalName } from "../../values";
import { allowsSomewhere } from "../iam/iam";
import { lambdaApi } from "./api";
import { type Asynchronous, asynchronousInvocations } from "./asynchronous";
import { deploymentInvocations } from "./deployment";
import { startMappings } from "./event-sources/mappings";
import { type Lambda, startLambda } from "./lambda";

declare module "../../service" {
  interface Faces {
    readonly lambda: Functions;
  }
}

/** The functions of the program. */
export interface Functions extends Lambda {
  /** Invokes for an event that nobody waits for, with Lambda's own retries. */
  readonly invokeLater: Asynchronous["invoke"];
  /** Makes the invocations that the program makes of a deployment. */
  finishDeployment(): Promise<void>;
}

const functionArn = arn("lambda", (declared) => `function:${physicalName(declared)}`);
const functionName = ({ inputs }: Declared) => String(inputs.functionName).split(":").at(-1);
const aliasArn = (declared: Declared) =>
  `arn:aws:lambda:${declared.region}:${accountId}:function:${functionName(declared)}:${physicalName(declared)}`;
const invokeArn = (of: (declared: Declared) => string) => (declared: Declared) =>
  `arn:aws:apigateway:${declared.region}:lambda:path/2015-03-31/functions/${of(declared)}/invocations`;
const qualified = ({ inputs }: Declared) => [inputs.functionName, inputs.qualifier].join(",");

/** Lambda: functions from their zips, versions, aliases, permissions and event source mappings. */
export const lambda: Service<"lambda", Functions> = {
  name: "lambda",
  types: [
    "aws:lambda/function:Function",
    "aws:lambda/alias:Alias",
    "aws:lambda/permission:Permission",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "aws:lambda/invocation:Invocation",
    "aws:lambda/eventSourceMapping:EventSourceMapping",
  ],
  values: {
    "aws:lambda/function:Function": {
      id: physicalName,
      outputs: {
        name: physicalName,
        arn: functionArn,
        version: ({ inputs }) => (inputs.publish ? "1" : "$LATEST"),
        qualifiedArn: (declared) => `${functionArn(declared)}:1`,
        invokeArn: invokeArn(functionArn),
      },
    },
    "aws:lambda/alias:Alias": {
      id: aliasArn,
      outputs: { name: physicalName, arn: aliasArn, invokeArn: invokeArn(aliasArn) },
    },
    "aws:lambda/permission:Permission": {
      id: ({ name, inputs }) => inputs.statementId ?? name,
      outputs: { statementId: ({ name, inputs }) => inputs.statementId ?? name },
    },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": onlyId(qualified),
    "aws:lambda/invocation:Invocation": onlyId(({ name }) => `${name}-id`),
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
      id: ({ name }) => `${name}-id`,
      outputs: {
        uuid: ({ name }) => `${name}-id`,
        arn: arn("lambda", ({ name }) => `event-source-mapping:${name}-id`),
      },
    },
  },
  api: {
    lambda: {
      protocol: "rest",
      answer: ({ services, log }) => lambdaApi(services.lambda, log),
    },
  },
  needs: ["iam", "dynamodb", "sqs"],
  keeps: ["functions", "invocations.json", "lambda.json", "streams"],
  async start(context) {
    const { graph, folder, services, log, onClose } = context;
    const { roles } = services.iam;
    const functions = await startLambda({
      ...context,
      roles,
      onLine: (name, line) => services.cloudwatch.takeLine(name, line),
      onInvocation: (report) => services.cloudwatch.sources.invocation(report),
    });
    const later = asynchronousInvocations({
      ...context,
      lambda: functions,
      roles,
      queues: services.sqs,
    });
    let mappings: ReturnType<typeof startMappings> | undefined;
    onClose(async () => {
      // In this order: a batch that waits for its function ends when the function does.
      const stopped = mappings?.close();
      later.close();
      await functions.close();
      await stopped;
    });
    const deployment = deploymentInvocations({
      graph,
      folder,
      invoke: functions.invoke,
      mayPublish(functionArn) {
        const role = roles.get(functions.resolve(functionArn)?.config.roleArn ?? "");
        return role !== undefined && allowsSomewhere(role.policies, "s3:PutObject");
      },
      log,
    });
    return {
      face: { ...functions, invokeLater: later.invoke, finishDeployment: deployment.finish },
      begin() {
        mappings = startMappings({ ...context, lambda: functions, roles });
      },
      beforeFirstPage: deployment.begin,
      settle: () => functions.warm().then(deployment.finish),
      async redeploy() {
        const published = await functions.deploy();
        await deployment.finish();
        return published;
      },
    };
  },
};
