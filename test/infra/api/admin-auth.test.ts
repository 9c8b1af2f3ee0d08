import { expect } from "chai";
import { edgeHandler, program } from "../../support/pulumi";

describe("the admins' user pool", () => {
  it("lets nobody sign up, wants long passwords and mails who forgot theirs", async () => {
    const graph = await program("prod");
    expect(graph.only("aws:cognito/userPool:UserPool").inputs).to.deep.equal({
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
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      deletionProtection: "ACTIVE",
    });
    const dev = await program("dev");
    expect(dev.only("aws:cognito/userPool:UserPool").inputs.deletionProtection).to.equal(
      "INACTIVE",
    );
  });

  it("asks for a second factor as the stage says", async () => {
    const pool = async (adminMfa: string) =>
      (await program("dev", { "shopfront:adminMfa": adminMfa })).only(
        "aws:cognito/userPool:UserPool",
      ).inputs;
    expect(await pool("on")).to.deep.include({
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
    });
    const off = await pool("off");
    expect(off.mfaConfiguration).to.equal("OFF");
    expect(off).not.to.have.property("softwareTokenMfaConfiguration");
  });

  it("gives the page short tokens, no secret, and no hint whether an address is known", async () => {
    const graph = await program("prod");
    const pool = graph.only("aws:cognito/userPool:UserPool");
    expect(graph.only("aws:cognito/userPoolClient:UserPoolClient").inputs).to.deep.equal({
      userPoolId: pool.id,
      generateSecret: false,
      explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      idTokenValidity: 10,
      accessTokenValidity: 10,
      refreshTokenValidity: 1,
      tokenValidityUnits: { idToken: "minutes", accessToken: "minutes", refreshToken: "days" },
    });
    const group = graph.only("aws:cognito/userGroup:UserGroup").inputs;
    expect(group).to.deep.include({ userPoolId: pool.id, name: "admins" });
  });

  it("tells the pages its client through an object beside them, and no secret with it", async () => {
    const graph = await program("prod");
    const settings = graph.named("aws:s3/bucketObjectv2:BucketObjectv2", "site-files-config.json");
    expect(JSON.parse(settings.inputs.content)).to.deep.equal({
      adminClientId: graph.only("aws:cognito/userPoolClient:UserPoolClient").id,
    });
    expect(settings.inputs).to.deep.include({
      key: "config.json",
      contentType: "application/json",
      cacheControl: "public, max-age=0, s-maxage=60, must-revalidate",
    });
  });
});

describe("the way to Cognito", () => {
  interface EdgeResult {
    readonly uri?: string;
    readonly querystring?: object;
    readonly cookies?: object;
    readonly statusCode?: number;
  }

  async function asked(method: string, headers: Record<string, string>): Promise<EdgeResult> {
    const graph = await program("prod");
    const { code } = graph.named("aws:cloudfront/function:Function", "site-sign-in").inputs;
    return edgeHandler<EdgeResult>(code)({
      request: {
        method,
        uri: "/auth",
        querystring: { a: { value: "b" } },
        cookies: { c: { value: "d" } },
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, { value }]),
        ),
      },
    });
  }
  const call = (action: string) => ({
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AWSCognitoIdentityProviderService.${action}`,
  });

  it("is /auth, to the one origin, never kept", async () => {
    const graph = await program("prod");
    const behavior = graph
      .only("aws:cloudfront/distribution:Distribution")
      .inputs.orderedCacheBehaviors.find(
        ({ pathPattern }: { pathPattern: string }) => pathPattern === "/auth",
      );
    expect(behavior).to.deep.include({
      pathPattern: "/auth",
      targetOriginId: "sign-in",
      viewerProtocolPolicy: "redirect-to-https",
      // AWS's CachingDisabled and AllViewerExceptHostHeader.
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    const fn = graph.named("aws:cloudfront/function:Function", "site-sign-in");
    expect(behavior.functionAssociations).to.deep.equal([
      { eventType: "viewer-request", functionArn: fn.outputs.arn },
    ]);
  });

  it("lets the page's own calls through to the root, without query or cookies", async () => {
    for (const action of ["InitiateAuth", "RespondToAuthChallenge", "RevokeToken"]) {
      const { uri, querystring, cookies, statusCode } = await asked("POST", call(action));
      expect({ uri, querystring, cookies }).to.deep.equal({
        uri: "/",
        querystring: {},
        cookies: {},
      });
      expect(statusCode).to.equal(undefined);
    }
  });

  it("refuses every other call", async () => {
    const refused: Record<string, string>[] = [
      call("SignUp"),
      call("AdminCreateUser"),
      call("InitiateAuth.x"),
      call("indexOf"),
      { ...call("InitiateAuth"), "x-amz-target": "Other.InitiateAuth" },
      { ...call("InitiateAuth"), "content-type": "text/plain" },
      { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" },
      {},
    ];
    for (const headers of refused) {
      const { statusCode, uri } = await asked("POST", headers);
      expect(statusCode, JSON.stringify(headers)).to.equal(403);
      expect(uri).to.equal(undefined);
    }
    expect((await asked("GET", call("InitiateAuth"))).statusCode).to.equal(405);
    const long = { ...call("InitiateAuth"), "content-length": "8193" };
    expect((await asked("POST", long)).statusCode).to.equal(413);
  });
});
