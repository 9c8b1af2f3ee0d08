import { rule } from "../rule";
import { types } from "../types";

const { userPool } = types;

export const cognitoRules = [
  rule(
    "sign-in-passwords",
    ["AwsSolutions-COG1", "Cognito.3"],
    "A password has 8 characters or more, small and capital letters, digits and symbols; a temporary one lasts 7 days at most.",
    userPool,
    ({ props }) => {
      const policy = props.passwordPolicy;
      return (
        policy?.minimumLength >= 8 &&
        policy.requireLowercase === true &&
        policy.requireUppercase === true &&
        policy.requireNumbers === true &&
        policy.requireSymbols === true &&
        (policy.temporaryPasswordValidityDays ?? 7) <= 7
      );
    },
  ),
  rule(
    "sign-in-second-factor",
    ["AwsSolutions-COG2"],
    "Whoever signs in needs a second factor: mfaConfiguration ON.",
    userPool,
    ({ props }) => props.mfaConfiguration === "ON",
  ),
  rule(
    "sign-in-threat-protection",
    ["AwsSolutions-COG3", "Cognito.1"],
    "Suspicious sign-ins are stopped: userPoolAddOns with advancedSecurityMode ENFORCED.",
    userPool,
    ({ props }) => props.userPoolAddOns?.advancedSecurityMode === "ENFORCED",
  ),
];
