import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { business } from "../../business";
import { checkBusiness } from "../../contract/check-business";
import { refusing, type StageConfig, stageConfig } from "../../infra/config";
import { retentionOf } from "../../infra/site/retention";
import { usualRetention } from "../../www/pages/published-site";

const needed = {
  "shopfront:mailFrom": "noreply@example.com",
  "shopfront:edgeKeys": '["2026-11-21"]',
};
const publicKey = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n";

function configured(settings: Record<string, string | undefined>) {
  const given = Object.entries(settings).filter((entry) => entry[1] !== undefined);
  pulumi.runtime.setAllConfig(Object.fromEntries(given) as Record<string, string>);
  return stageConfig();
}

/** What leads the provider to an emulator, and keeps it there. */
function emulated(...addresses: string[]) {
  const services = addresses.map((address, index) => [["s3", "iam"][index], address]);
  return {
    "aws:endpoints": JSON.stringify([Object.fromEntries(services)]),
    "aws:allowedAccountIds": '["000000000000"]',
  };
}

describe("stage settings", () => {
  it("keep what is known of people as long as the privacy page tells it", () => {
    const { monthlyBackups } = configured(needed);
    expect(retentionOf(configured(needed))).to.deep.equal({ ...usualRetention, monthlyBackups });
    const settings = { feedbackEmailDays: "7", logRetentionDays: "90", logArchive: "compliance" };
    const named = Object.entries(settings).map(([key, value]) => [`shopfront:${key}`, value]);
    expect(retentionOf(configured({ ...needed, ...Object.fromEntries(named) }))).to.include({
      reviewerEmailDays: 7,
      logDays: 90,
      logArchiveYears: 7,
    });
  });

  it("fills in everything but the sender and the edge keys", () => {
    expect(configured(needed)).to.deep.equal({
      https: true,
      emulator: undefined,
      domain: undefined,
      dns: "none",
      dnsEntered: false,
      corsOrigins: [],
      regions: [],
      edgeKeys: ["2026-11-21"],
      rateLimitPerSecond: 10,
      writesPerTenMinutes: 200,
      writesPerDay: 2_000,
      burstLimit: 20,
      monthlyRequests: 10_000,
      monthlyVisits: 100_000,
      countries: [],
      firewall: false,
      firewallRequests: 1_000,
      signedUrlKey: undefined,
      adminMfa: "optional",
      autoConfirm: true,
      feedbackEmailDays: 30,
      visitShards: 1,
      mailFrom: "noreply@example.com",
      smsMonthlyCap: 0,
      alertEmail: undefined,
      alertPhone: undefined,
      monthlyBudgetUsd: 5,
      slowApiMs: 1_000,
      roleBoundary: undefined,
      rollbackCoolDownMinutes: 30,
      canaryPercent: 0,
      protectData: false,
      monthlyBackups: false,
      logRetentionDays: 30,
      logArchive: "off",
      accessLogs: false,
      auditTrail: false,
      edgeMetrics: false,
      tracing: false,
      apiGatewayLogging: true,
    });
  });

  it("takes every setting from the stage's file", () => {
    const every: Omit<StageConfig, "alertEmail" | "alertPhone"> = {
      https: false,
      emulator: "http://localhost:4566",
      domain: "example.com",
      dns: "external",
      dnsEntered: true,
      corsOrigins: ["https://www.example.com"],
      regions: ["ca-central-1", "eu-west-3"],
      edgeKeys: ["2026-11-21", "2026-08-23"],
      rateLimitPerSecond: 5000,
      writesPerTenMinutes: 300,
      writesPerDay: 3_000,
      burstLimit: 1,
      monthlyRequests: 7,
      monthlyVisits: 8,
      countries: ["CM", "CA"],
      firewall: true,
      firewallRequests: 500,
      signedUrlKey: publicKey,
      adminMfa: "on",
      autoConfirm: false,
      feedbackEmailDays: 60,
      visitShards: 4,
      mailFrom: "noreply@example.com",
      smsMonthlyCap: 20,
      monthlyBudgetUsd: 12,
      slowApiMs: 500,
      roleBoundary: "arn:aws:iam::123456789012:policy/shopfront/boundary",
      rollbackCoolDownMinutes: 5,
      canaryPercent: 10,
      protectData: true,
      monthlyBackups: true,
      logRetentionDays: 365,
      logArchive: "year",
      accessLogs: true,
      auditTrail: true,
      edgeMetrics: true,
      tracing: true,
      apiGatewayLogging: false,
    };
    const settings = Object.entries(every).map(([key, value]) => [
      `shopfront:${key}`,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]);
    expect(
      configured({
        "aws:region": "ca-central-1",
        ...emulated("http://localhost:4566"),
        ...Object.fromEntries(settings),
      }),
    ).to.deep.equal({ ...every, alertEmail: undefined, alertPhone: undefined });
  });

  it("keeps who is alerted a secret, whether the stage's file does or not", async () => {
    const { alertEmail, alertPhone } = configured({
      ...needed,
      "shopfront:alertEmail": "ops@example.com",
      "shopfront:alertPhone": "+237651844664",
    });
    for (const [secret, value] of [
      [alertEmail, "ops@example.com"],
      [alertPhone, "+237651844664"],
    ] as const) {
      if (!secret) throw new Error("It was read as missing.");
      expect(await pulumi.isSecret(secret)).to.equal(true);
      expect(await new Promise((done) => secret.apply(done))).to.equal(value);
    }
  });

  it("refuses an emulator that is not on this machine, or that the provider would not reach alone", () => {
    const here = "http://localhost:4566";
    const read = (address: string, provider: Record<string, string | undefined>) =>
      configured({ ...needed, "shopfront:emulator": address, ...provider }).emulator;
    expect(read(here, emulated(here, here))).to.equal(here);
    for (const elsewhere of [
      "https://localhost:4566",
      "http://emulator.example:4566",
      "http://localhost:4566@example.com",
      "http://localhost.example.com:4566",
    ]) {
      expect(() => read(elsewhere, emulated(elsewhere))).to.throw(
        "but must be an address of this machine like http://localhost:4566.",
      );
    }
    for (const provider of [
      {},
      emulated(here, "https://iam.amazonaws.com"),
      { ...emulated(here), "aws:allowedAccountIds": '["123456789012"]' },
      { "aws:endpoints": emulated(here)["aws:endpoints"] },
    ]) {
      expect(() => read(here, provider)).to.throw(
        `so every one of aws:endpoints must be ${here}, and aws:allowedAccountIds must be ["000000000000"]`,
      );
    }
  });

  it("does not repeat a wrong number or address of a person", () => {
    for (const [key, wrong, valid] of [
      ["alertEmail", "ops", "an e-mail address"],
      ["alertPhone", "651844664", "a number like +237651844664"],
    ] as const) {
      expect(() => configured({ ...needed, [`shopfront:${key}`]: wrong })).to.throw(
        `shopfront:${key} must be ${valid}.`,
      );
    }
  });

  it("refuses a secret that would be in plain text in the state", () => {
    const given = { ...needed, "shopfront:canaryPercent": "10" };
    pulumi.runtime.setAllConfig(given, ["shopfront:canaryPercent"]);
    expect(stageConfig).to.throw(
      "shopfront:canaryPercent is kept as a secret, but what it decides shows in AWS and in the state; set it again without --secret.",
    );
    pulumi.runtime.setAllConfig({ ...needed, "shopfront:alertEmail": "ops@example.com" }, [
      "shopfront:alertEmail",
    ]);
    expect(stageConfig).not.to.throw();
  });

  it("refuses in a way that Pulumi shows without a stack", () => {
    const slip = () => configured({ ...needed, "shopfront:dns": "elsewhere" });
    expect(slip).to.throw().that.satisfies(pulumi.RunError.isInstance);
    expect(() => refusing(() => checkBusiness({ ...business, phone: "no" })))
      .to.throw("phone must be")
      .that.satisfies(pulumi.RunError.isInstance);
  });

  it("leaves the settings of other programs alone", () => {
    expect(() => configured({ ...needed, "aws:region": "ca-central-1" })).not.to.throw();
  });

  it("refuses a key it does not know and lists the valid ones", () => {
    expect(() => configured({ ...needed, "shopfront:autoconfirm": "true" })).to.throw(
      "shopfront:autoconfirm is not a setting; valid ones are https, emulator, domain, dns, dnsEntered, corsOrigins, regions, edgeKeys, ",
    );
  });

  it("refuses to go without a sender", () => {
    expect(() => configured({ ...needed, "shopfront:mailFrom": undefined })).to.throw(
      "shopfront:mailFrom is missing; it must be an e-mail address.",
    );
  });

  it("refuses to go without a key for the edge", () => {
    expect(() => configured({ ...needed, "shopfront:edgeKeys": undefined })).to.throw(
      "shopfront:edgeKeys is missing; it must be one or two days",
    );
  });

  it("refuses the same region twice", () => {
    const regions = '["ca-central-1","eu-west-3","eu-west-3"]';
    const own = { "aws:region": "ca-central-1", "shopfront:regions": regions };
    expect(() => configured({ ...needed, ...own })).to.throw(
      `shopfront:regions is ${JSON.stringify(regions)} but must be a list that starts with`,
    );
  });

  it("refuses a domain that nobody answers for, and an answer without a domain", () => {
    expect(() => configured({ ...needed, "shopfront:dns": "route53" })).to.throw(
      "shopfront:domain is missing; it must be the domain that route53 answers for.",
    );
    expect(() => configured({ ...needed, "shopfront:domain": "example.com" })).to.throw(
      'shopfront:dns is "none" but must be route53 or external where there is a domain.',
    );
  });

  const mistakes: [key: string, value: string, valid: string][] = [
    ["https", "yes", "true or false"],
    ["autoConfirm", "1", "true or false"],
    ["writesPerTenMinutes", "0", "a whole number from 1 to 1000000000"],
    ["writesPerDay", "all", "a whole number from 1 to 1000000000"],
    ["rateLimitPerSecond", "0", "a whole number from 1 to 10000"],
    ["rateLimitPerSecond", "ten", "a whole number from 1 to 10000"],
    ["burstLimit", "1.5", "a whole number from 1 to 5000"],
    ["monthlyRequests", "-1", "a whole number from 1 to 1000000000"],
    ["logRetentionDays", "31", "one of 1, 3, 5, 7, 14, 30, 60"],
    ["logArchive", "true", "one of off, year, compliance"],
    ["domain", "www.example.com", "a domain like example.com, without www"],
    ["dns", "godaddy", "one of none, route53, external"],
    ["regions", '["eu-west-3"]', "a list that starts with the stack's own region"],
    ["regions", '["Paris"]', "a list that starts with the stack's own region"],
    ["edgeKeys", "[]", "one or two days"],
    ["edgeKeys", '["2026-02-30"]', "one or two days"],
    ["edgeKeys", '["2026-08-23","2026-11-21"]', "one or two days"],
    ["edgeKeys", '["2026-11-21","2026-08-23","2026-05-01"]', "one or two days"],
    ["countries", '["cm"]', "a list of country codes"],
    ["signedUrlKey", "MFkw", "a public key in PEM"],
    ["canaryPercent", "51", "a whole number from 0 to 50"],
    ["adminMfa", "yes", "one of off, optional, on"],
    ["mailFrom", "Petra <p@example.com>", "an e-mail address"],
    [
      "corsOrigins",
      "https://www.example.com",
      'a list of origins like ["https://www.example.com"]',
    ],
    ["corsOrigins", '["http://www.example.com"]', "a list of origins"],
    ["corsOrigins", '["https://www.example.com/"]', "a list of origins"],
    ["corsOrigins", '["*"]', "a list of origins"],
  ];
  for (const [key, value, valid] of mistakes) {
    it(`refuses ${value} for ${key} and says what is valid`, () => {
      expect(() => configured({ ...needed, [`shopfront:${key}`]: value })).to.throw(
        `shopfront:${key} is ${JSON.stringify(value)} but must be ${valid}`,
      );
    });
  }
});
