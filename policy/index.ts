import {
  PolicyPack,
  type PolicyResource,
  type StackValidationPolicy,
  UnknownValueError,
} from "@pulumi/policy";
import { complaint, judge } from "./judge";
import type { PlainResource, Rule } from "./rule";
import { rules } from "./rules";
import { waivers } from "./waivers";

/** `pulumi preview --policy-pack policy`: the same rules and waivers as in the tests, by the engine. */
new PolicyPack("shopfront", {
  description: "What Shopfront promises about its own settings.",
  enforcementLevel: "mandatory",
  policies: rules.map(policy),
});

function policy(rule: Rule): StackValidationPolicy {
  return {
    name: rule.name,
    description: [rule.demands, ...rule.ids].join(" "),
    validateStack({ resources }, report) {
      const { verdicts } = judge(resources.map(plain), [rule], waivers, isUnknown);
      for (const verdict of verdicts) {
        if (!verdict.waiver) report(complaint(verdict), verdict.resource.urn);
      }
    },
  };
}

function plain(resource: PolicyResource): PlainResource {
  const { type, name, urn, props, propertyDependencies, provider } = resource;
  const references = Object.entries(propertyDependencies).map(
    ([property, sources]) => [property, sources.map((source) => source.urn)] as const,
  );
  return {
    type,
    name,
    urn,
    props,
    references: Object.fromEntries(references),
    defaultTags: defaultTags(provider?.props.defaultTags),
  };
}

/** Providers get their settings as JSON texts. */
function defaultTags(setting: unknown): PlainResource["defaultTags"] {
  const settings = typeof setting === "string" ? JSON.parse(setting) : setting;
  return settings?.tags;
}

function isUnknown(error: unknown): boolean {
  return error instanceof UnknownValueError;
}
