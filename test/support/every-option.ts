import { generateKeyPairSync } from "node:crypto";

/** The settings of a stage that has all there is, on top of those of prod: each declares something. */
export const everyOption = {
  "shopfront:dns": "route53",
  "shopfront:dnsEntered": "true",
  "shopfront:firewall": "true",
  "shopfront:countries": '["CM"]',
  "shopfront:accessLogs": "true",
  "shopfront:tracing": "true",
  "shopfront:edgeMetrics": "true",
  "shopfront:smsMonthlyCap": "100",
  "shopfront:regions": '["ca-central-1","eu-west-3"]',
  "shopfront:alertEmail": "owner@example.com",
  "shopfront:alertPhone": "+237651844664",
  "shopfront:logArchive": "compliance",
  "shopfront:canaryPercent": "10",
  "shopfront:edgeKeys": '["2026-11-21","2026-08-23"]',
  "shopfront:signedUrlKey": generateKeyPairSync("rsa", { modulusLength: 2048 })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString(),
};
