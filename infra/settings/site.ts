import { loopbackAddress } from "../emulator";
import { list, oneOf, optionalText, yesNo } from "./setting";

/** Where the site is, and who may read it from elsewhere. */
export const siteSettings = {
  https: yesNo({
    otherwise: true,
    meaning: "Serves the site over HTTPS. Off only on a laptop, which has no certificate.",
  }),
  emulator: optionalText({
    pattern: loopbackAddress,
    valid: "an address of this machine like http://localhost:4566",
    meaning:
      "The AWS emulator that the stage runs in, where CloudFront then finds the API and the sign-in, and where the API keys are no secret. Refused unless every one of `aws:endpoints` leads there; docs/emulator.md.",
  }),
  domain: optionalText({
    pattern: /^(?!www\.)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    valid: "a domain like example.com, without www",
    meaning:
      "The site's own domain; the site is at its www. Without one CloudFront names the site.",
  }),
  dns: oneOf({
    choices: ["none", "route53", "external"],
    otherwise: "none",
    meaning: "Who hosts the domain's DNS: a Route 53 zone of this stack, or a registrar elsewhere.",
  }),
  dnsEntered: yesNo({
    otherwise: false,
    meaning:
      "The records of the output `dnsRecords` are in place. Only then does the deployment wait for the certificate and give CloudFront the domain's names.",
  }),
  corsOrigins: list({
    isItem: (item) => URL.canParse(item) && /^https:/.test(item) && new URL(item).origin === item,
    valid: 'a list of origins like ["https://www.example.com"], without a path',
    meaning: "Other sites whose pages may call the API.",
  }),
  regions: list({
    isItem: (item) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(item),
    valid:
      'a list that starts with the stack\'s own region (aws:region), like ["ca-central-1", "eu-west-3"]',
    meaning:
      "The stack's own region, then those that hold a copy of every table; the second also holds a copy of the site, which is served when the bucket fails. Copies are never written to. Empty for no copy.",
  }),
};
