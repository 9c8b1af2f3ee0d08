import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { liveAlias } from "../../handlers/releases/outcome";
import type { Statement } from "../access/iam";
import { closureCode, type FunctionCode, type HandlerFactory, zipCode } from "./function-code";
import { type FunctionRole, functionRole } from "./function-role";
import { physicalName } from "./physical-name";

export interface FunctionArgs {
  /** Ends the function's physical name: `<project>-<stack>-<shortName>`. */
  readonly shortName: string;
  readonly description: string;
  /** Everything that the function may do besides writing its own log. */
  readonly grants: readonly Statement[];
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Default 256. */
  readonly memoryMb?: number;
  /** Default 10. */
  readonly timeoutSeconds?: number;
  readonly logRetentionDays: number;
  /** Whether X-Ray traces its invocations. Default no. */
  readonly tracing?: boolean;
  /** Leaves the alias where it is on deployment: the gradual release shifts it. */
  readonly releasedGradually?: boolean;
}

/** A function with a role and a log group of its own, always invoked through its alias `live`. */
export class LambdaFunction extends pulumi.ComponentResource {
  /** Ends the function's physical name, for example "create-booking". */
  readonly shortName: string;
  readonly functionName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The newest published version, which may not be live yet under a gradual release. */
  readonly version: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  /** What API Gateway calls. */
  readonly invokeArn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  /** A function from a zip that `bundleHandlers` makes. */
  static bundled(
    name: string,
    zipPath: Promise<string>,
    args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ): LambdaFunction {
    return new LambdaFunction(name, zipCode(zipPath), args, opts);
  }

  /** A function from a closure of the program. */
  static inline(
    name: string,
    factory: HandlerFactory,
    args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ): LambdaFunction {
    return new LambdaFunction(name, closureCode(physicalName(args.shortName), factory), args, opts);
  }

  private constructor(
    private readonly name: string,
    code: FunctionCode,
    private readonly args: FunctionArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:LambdaFunction", name, {}, opts);
    const logGroup = this.logGroup();
    const role = functionRole(name, { ...args, logGroupArn: logGroup.arn }, this);
    const lambda = this.publish(code, role, logGroup);
    const live = this.live(lambda);

    this.shortName = args.shortName;
    this.functionName = lambda.name;
    this.arn = lambda.arn;
    this.version = lambda.version;
    this.aliasName = live.name;
    this.aliasArn = live.arn;
    this.invokeArn = live.invokeArn;
    this.roleName = role.role.name;
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

  /** Allows one AWS resource, and nothing else of that service, to invoke the alias. */
  allowInvocation(name: string, service: string, sourceArn: pulumi.Input<string>): void {
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
    const { shortName, logRetentionDays } = this.args;
    return new aws.cloudwatch.LogGroup(
      `${this.name}-logs`,
      { name: `/aws/lambda/${physicalName(shortName)}`, retentionInDays: logRetentionDays },
      { parent: this },
    );
  }

  private publish(
    code: FunctionCode,
    { role, policy }: FunctionRole,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.lambda.Function {
    const { shortName, description, memoryMb, timeoutSeconds, environment, tracing } = this.args;
    return new aws.lambda.Function(
      `${this.name}-function`,
      {
        name: physicalName(shortName),
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
          // AWS's own defaults: left out, some versions of the provider see a difference every time,
          // and a difference publishes a version.
          applicationLogLevel: "INFO",
          systemLogLevel: "INFO",
        },
        environment: environment && { variables: { ...environment } },
        // Never left out, or the provider leaves tracing on once it has been on.
        // https://github.com/hashicorp/terraform-provider-aws/issues/30838
        tracingConfig: { mode: tracing ? "Active" : "PassThrough" },
      },
      { parent: this, dependsOn: [policy] },
    );
  }

  private live(lambda: aws.lambda.Function): aws.lambda.Alias {
    return new aws.lambda.Alias(
      `${this.name}-live`,
      { name: liveAlias, functionName: lambda.name, functionVersion: lambda.version },
      {
        parent: this,
        ...(this.args.releasedGradually && {
          ignoreChanges: ["functionVersion", "routingConfig", "description"],
        }),
      },
    );
  }
}

/**
 * Functions in an order that a closure may capture: the order of a module's exports, from which most of
 * them are made, is not the same under every loader.
 */
export function byName(functions: readonly LambdaFunction[]): LambdaFunction[] {
  return functions.toSorted((one, other) => (one.shortName < other.shortName ? -1 : 1));
}
