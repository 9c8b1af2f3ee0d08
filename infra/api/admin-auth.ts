import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";

export interface AdminAuthArgs {
  readonly config: Pick<StageConfig, "adminMfa" | "protectData">;
}

/** The group whose members may call the admin operations; handlers/runtime/http.ts checks it. */
export const adminGroup = "admins";

/** The user pool of the admin page. Nobody signs up: accounts are created by invitation. */
export class AdminAuth extends pulumi.ComponentResource {
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
  /** Public: the page reads it from `/config.json`. */
  readonly clientId: pulumi.Output<string>;
  /** The pool's endpoint: "cognito-idp.<region>.amazonaws.com". */
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: AdminAuthArgs, opts?: pulumi.ComponentResourceOptions) {
    super("shopfront:infra:AdminAuth", name, {}, opts);
    const pool = this.pool(name, args.config);
    const client = this.client(name, pool);
    this.group(name, pool);

    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.clientId = client.id;
    this.domainName = pool.endpoint.apply((endpoint) => endpoint.split("/")[0] as string);
    this.registerOutputs({
      userPoolId: this.userPoolId,
      userPoolArn: this.userPoolArn,
      clientId: this.clientId,
      domainName: this.domainName,
    });
  }

  /** Threat protection stays off: it needs the Plus plan, which is billed per active user. */
  private pool(name: string, config: AdminAuthArgs["config"]): aws.cognito.UserPool {
    return new aws.cognito.UserPool(
      `${name}-pool`,
      {
        usernameAttributes: ["email"],
        usernameConfiguration: { caseSensitive: false },
        autoVerifiedAttributes: ["email"],
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        passwordPolicy: {
          minimumLength: 12,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 7,
        },
        mfaConfiguration: { off: "OFF", optional: "OPTIONAL", on: "ON" }[config.adminMfa],
        // Cognito refuses these settings while MFA is off.
        ...(config.adminMfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        deletionProtection: config.protectData ? "ACTIVE" : "INACTIVE",
      },
      { parent: this },
    );
  }

  private client(name: string, pool: aws.cognito.UserPool): aws.cognito.UserPoolClient {
    return new aws.cognito.UserPoolClient(
      `${name}-page`,
      {
        userPoolId: pool.id,
        // A browser cannot keep a secret.
        generateSecret: false,
        explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
        // The gateway takes a revoked token until it expires, so a lost phone is out within this time.
        idTokenValidity: 10,
        accessTokenValidity: 10,
        refreshTokenValidity: 1,
        tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
      },
      { parent: this },
    );
  }

  private group(name: string, pool: aws.cognito.UserPool): void {
    new aws.cognito.UserGroup(
      `${name}-group`,
      {
        userPoolId: pool.id,
        name: adminGroup,
        description: "May call the admin operations.",
      },
      { parent: this },
    );
  }
}
