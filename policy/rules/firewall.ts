import { list, rule, ruleOfParts } from "../rule";
import { types } from "../types";

const { firewall } = types;

export const firewallRules = [
  rule(
    "firewall-has-rules",
    ["WAF.10"],
    "A web ACL has a rule or a rule group.",
    firewall,
    ({ props }) => list(props.rules).length > 0,
  ),
  rule(
    "firewall-logs",
    ["CKV2_AWS_31", "WAF.11"],
    "A web ACL logs its decisions: a WebAclLoggingConfiguration for it.",
    firewall,
    (resource, stack) => stack.attached(types.firewallLogging, "resourceArn", resource).length > 0,
  ),
  ruleOfParts(
    "firewall-metrics",
    ["WAF.12"],
    "Each rule of a web ACL has CloudWatch metrics: visibilityConfig with cloudwatchMetricsEnabled.",
    firewall,
    ({ props }) =>
      list(props.rules)
        .filter((each) => each.visibilityConfig?.cloudwatchMetricsEnabled !== true)
        .map((each) => `rule ${each.name}`),
  ),
];
