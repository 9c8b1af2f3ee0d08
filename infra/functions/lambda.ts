import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { strToU8 } from "fflate";
import { writeZip } from "../../build/bundles";
import { liveAlias } from "../../handlers/releases/outcome";
import { allow, assumedBy, policyDocument, type Statement } from "../access/iam";

export interface FunctionArgs {
  /** Ends the function's physical name: `<project>-<stack>-<noun>`. */
  readonly noun: string;
  readonly description: string;
  /** All that the function may do besides writing its own log. */
  readonly grants: readonly Statement[];
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Default 256. */
  readonly memoryMb?: number;
  /** Default 10. */
  readonly timeoutSeconds?: number;
  readonly logRetentionDays: number;
  /** Whether X-Ray follows its calls. Default no. */
  readonly tracing?: boolean;
  /** Leaves the alias where it is when a new version comes: a gradual release moves it. */
  readonly movedGradually?: boolean;
}

/** Makes the handler; runs once per container, with only plain values and outputs captured. */
export type HandlerFactory = () => (
  event: never,
  context: { readonly awsRequestId: string },
) => Promise<unknown>;

interface Code {
  readonly archive: pulumi.asset.Archive;
  readonly handler: string;
}

/** A function with a role and a log group of its own, always invoked through its alias `live`. */
export class LambdaFunction extends pulumi.ComponentResource {
  /** Ends the function's physical name, for example "create-booking". */
  readonly noun: string;
  readonly functionName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The newest published version, which a gradual release may still hold back. */
  readonly version: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  /** What API Gateway calls. */
  readonly invokeArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  /** A function whose zip `bundleHandlers` made. */
  static bundled(
    name: string,
    zipPath: Promise<string>,
    args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ): LambdaFunction {
    const archive = new pulumi.asset.FileArchive(zipPath);
    return new LambdaFunction(name, { archive, handler: "index.handler" }, args, opts);
  }

  /** A function whose code is a closure of the program: its zip holds that text and nothing else. */
  static inline(
    name: string,
    factory: HandlerFactory,
    args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ): LambdaFunction {
    const zipPath = serializedText(factory).then((text) =>
      writeZip(physicalName(args.noun), "index.js", strToU8(text)),
    );
    const archive = new pulumi.asset.FileArchive(zipPath);
    return new LambdaFunction(name, { archive, handler: "index.handler" }, args, opts);
  }

  private constructor(
    private readonly name: string,
    code: Code,
    private readonly args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:LambdaFunction", name, {}, opts);
    this.noun = args.noun;
    const logGroup = this.logGroup();
    const role = this.role();
    const policy = this.permit(role, logGroup);
    const lambda = this.publish(code, role, policy, logGroup);
    const live = this.live(lambda);

    this.functionName = lambda.name;
    this.arn = lambda.arn;
    this.version = lambda.version;
    this.aliasName = live.name;
    this.aliasArn = live.arn;
    this.invokeArn = live.invokeArn;
    this.roleName = role.name;
    this.logGroupName = logGroup.name;
    this.registerOutputs({
      functionName: this.functionName,
      arn: this.arn,
      version: this.version,
      aliasName: this.aliasName,
      aliasArn: this.aliasArn,
      invokeArn: this.invokeArn,
      roleName: this.roleName,
      logGroupName: this.logGroupName,
    });
  }

  /** Lets one AWS resource invoke the alias, and nothing else of that service. */
  invokableBy(name: string, service: string, sourceArn: pulumi.Input<string>): void {
    new aws.lambda.Permission(
      name,
      {
        action: "lambda:InvokeFunction",
        function: this.functionName,
        qualifier: this.aliasName,
        principal: service,
        sourceArn,
      },
      { parent: this },
    );
  }

  private logGroup(): aws.cloudwatch.LogGroup {
    const { noun, logRetentionDays } = this.args;
    return new aws.cloudwatch.LogGroup(
      `${this.name}-logs`,
      { name: `/aws/lambda/${physicalName(noun)}`, retentionInDays: logRetentionDays },
      { parent: this },
    );
  }

  private role(): aws.iam.Role {
    const { description } = this.args;
    return new aws.iam.Role(
      `${this.name}-role`,
      { description, assumeRolePolicy: assumedBy("lambda.amazonaws.com") },
      { parent: this },
    );
  }

  private permit(role: aws.iam.Role, logGroup: aws.cloudwatch.LogGroup): aws.iam.RolePolicy {
    const { grants, tracing } = this.args;
    const traces = tracing ? [writeTraces] : [];
    return new aws.iam.RolePolicy(
      `${this.name}-policy`,
      {
        role: role.id,
        policy: policyDocument([writeLog(logGroup.arn), ...grants, ...traces]),
      },
      { parent: this },
    );
  }

  private publish(
    code: Code,
    role: aws.iam.Role,
    policy: aws.iam.RolePolicy,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.lambda.Function {
    const { noun, description, memoryMb, timeoutSeconds, environment, tracing } = this.args;
    return new aws.lambda.Function(
      `${this.name}-function`,
      {
        name: physicalName(noun),
        description,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: code.handler,
        code: code.archive,
        role: role.arn,
        memorySize: memoryMb ?? 256,
        timeout: timeoutSeconds ?? 10,
        publish: true,
        loggingConfig: {
          logFormat: "JSON",
          logGroup: logGroup.name,
          // What AWS sets by itself: left out, some versions of the provider find a difference each
          // time, and a difference publishes a version.
          applicationLogLevel: "INFO",
          systemLogLevel: "INFO",
        },
        environment: environment && { variables: { ...environment } },
        // Never left out, or the provider keeps tracing on where it once was.
        // https://github.com/hashicorp/terraform-provider-aws/issues/30838
        tracingConfig: { mode: tracing ? "Active" : "PassThrough" },
      },
      // A first call or an event source that starts before the policy exists would be refused.
      { parent: this, dependsOn: [policy] },
    );
  }

  private live(lambda: aws.lambda.Function): aws.lambda.Alias {
    return new aws.lambda.Alias(
      `${this.name}-live`,
      { name: liveAlias, functionName: lambda.name, functionVersion: lambda.version },
      {
        parent: this,
        ...(this.args.movedGradually && {
          ignoreChanges: ["functionVersion", "routingConfig", "description"],
        }),
      },
    );
  }
}

/** The name is ours to give because alarms, log groups and grants refer to it before it exists. */
export function physicalName(noun: string): string {
  const name = `${pulumi.getProject()}-${pulumi.getStack()}-${noun}`;
  if (name.length > 64) {
    throw new Error(`The function name ${name} has over 64 characters; use a shorter stack name.`);
  }
  return name;
}

/** The text of a module whose `handler` is what the factory returns. */
export async function serializedText(factory: HandlerFactory): Promise<string> {
  const { text } = await pulumi.runtime.serializeFunction(factory, { isFactoryFunction: true });
  return text;
}

/** X-Ray has no resource for a segment. */
const writeTraces = allow("xray", ["PutTelemetryRecords", "PutTraceSegments"], "*");

function writeLog(logGroupArn: pulumi.Output<string>): Statement {
  return allow("logs", ["CreateLogStream", "PutLogEvents"], pulumi.interpolate`${logGroupArn}:*`);
}
