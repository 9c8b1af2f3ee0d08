import { rule } from "../rule";
import { types } from "../types";

const { userPool } = types;

export const cognitoRules = [
  rule(
    "sign-in-passwords",
    ["AwsSolutions-COG1", "Cognito.3"],
    "Passwords have at least 8 characters, with upper and lower case letters, digits and symbols; temporary ones are valid for at most 7 days.",
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
    "Signing in requires a second factor: mfaConfiguration ON.",
    userPool,
    ({ props }) => props.mfaConfiguration === "ON",
  ),
  rule(
    "sign-in-threat-protection",
    ["AwsSolutions-COG3", "Cognito.1"],
    "Suspicious sign-ins are blocked: userPoolAddOns with advancedSecurityMode ENFORCED.",
    userPool,
    ({ props }) => props.userPoolAddOns?.advancedSecurityMode === "ENFORCED",
  ),
];
