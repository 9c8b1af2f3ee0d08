import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { stageConfig } from "../../infra/config";

const sender = { "shopfront:mailFrom": "noreply@example.com" };

function configured(settings: Record<string, string>) {
  pulumi.runtime.setAllConfig(settings);
  return stageConfig();
}

describe("stage settings", () => {
  it("fills in everything but the sender", () => {
    expect(configured(sender)).to.deep.equal({
      https: true,
      corsOrigins: [],
      autoConfirm: true,
      rateLimitPerSecond: 10,
      burstLimit: 20,
      monthlyQuota: 10_000,
      alertEmail: undefined,
      alertPhone: undefined,
      protectData: false,
      logRetentionDays: 30,
      mailFrom: "noreply@example.com",
      adminMfa: "optional",
      apiGatewayLogging: true,
      feedbackDays: 30,
      visitShards: 1,
    });
  });

  it("takes every setting from the stage's file", () => {
    const config = configured({
      "shopfront:https": "false",
      "shopfront:corsOrigins": '["https://www.example.com"]',
      "shopfront:autoConfirm": "false",
      "shopfront:rateLimitPerSecond": "5000",
      "shopfront:burstLimit": "1",
      "shopfront:monthlyQuota": "7",
      "shopfront:alertEmail": "ops@example.com",
      "shopfront:alertPhone": "+237651844664",
      "shopfront:protectData": "true",
      "shopfront:logRetentionDays": "365",
      "shopfront:mailFrom": "noreply@example.com",
      "shopfront:adminMfa": "on",
      "shopfront:apiGatewayLogging": "false",
      "shopfront:feedbackDays": "60",
      "shopfront:visitShards": "4",
    });
    expect(config).to.deep.equal({
      https: false,
      corsOrigins: ["https://www.example.com"],
      autoConfirm: false,
      rateLimitPerSecond: 5000,
      burstLimit: 1,
      monthlyQuota: 7,
      alertEmail: "ops@example.com",
      alertPhone: "+237651844664",
      protectData: true,
      logRetentionDays: 365,
      mailFrom: "noreply@example.com",
      adminMfa: "on",
      apiGatewayLogging: false,
      feedbackDays: 60,
      visitShards: 4,
    });
  });

  it("leaves the settings of other programs alone", () => {
    expect(() => configured({ ...sender, "aws:region": "ca-central-1" })).not.to.throw();
  });

  it("refuses a key it does not know and lists the valid ones", () => {
    expect(() => configured({ ...sender, "shopfront:autoconfirm": "true" })).to.throw(
      "shopfront:autoconfirm is not a setting; valid ones are https, corsOrigins, autoConfirm, rateLimitPerSecond, burstLimit, monthlyQuota, alertEmail, alertPhone, protectData, logRetentionDays, mailFrom, adminMfa, apiGatewayLogging, feedbackDays, visitShards.",
    );
  });

  it("refuses to go without a sender", () => {
    expect(() => configured({})).to.throw(
      "shopfront:mailFrom is missing; it must be an e-mail address.",
    );
  });

  const mistakes: [key: string, value: string, valid: string][] = [
    ["https", "yes", "true or false"],
    ["autoConfirm", "1", "true or false"],
    ["rateLimitPerSecond", "0", "a whole number from 1 to 10000"],
    ["rateLimitPerSecond", "ten", "a whole number from 1 to 10000"],
    ["burstLimit", "1.5", "a whole number from 1 to 5000"],
    ["monthlyQuota", "-1", "a whole number from 1 to 1000000000"],
    ["alertEmail", "ops", "an e-mail address"],
    ["alertPhone", "651844664", "a number like +237651844664"],
    ["logRetentionDays", "31", "one of 1, 3, 5, 7, 14, 30, 60"],
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
      expect(() => configured({ ...sender, [`shopfront:${key}`]: value })).to.throw(
        `shopfront:${key} is ${JSON.stringify(value)} but must be ${valid}`,
      );
    });
  }
});
