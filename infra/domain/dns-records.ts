/** A DNS record that a person enters. */
export interface DnsRecord {
  readonly type: "CNAME" | "TXT" | "Forwarding (301)";
  /** The record's name relative to the domain, as registrars ask for it; "@" for the domain itself. */
  readonly host?: string;
  /** The full name, without a trailing dot. */
  readonly name: string;
  readonly value: string;
  readonly purpose: string;
}

/** A step for the owner: a sentence, and the records to enter. */
export interface DnsTask {
  readonly task: string;
  readonly records: readonly DnsRecord[];
}

/** How ACM wants a name of a certificate validated. */
export interface DomainValidation {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordValue: string;
}

/** The domain that mail is sent from, and the tokens with which SES signs it. */
export interface Sender {
  readonly domain: string;
  readonly dkimTokens: readonly string[];
}

const nextStep = "Then set shopfront:dnsEntered to true and run `pulumi up` again.";

/** For a stage without a domain: only the mail needs records. */
export function mailTask(sender: Sender): DnsTask {
  return {
    task: `Enter these records in the DNS of ${sender.domain}, so that AWS can send its mail.`,
    records: [...dkimRecords(sender), ...suggestions(sender)],
  };
}

/** For a domain whose DNS stays with the registrar: every record, for the site and for mail. */
export function registrarTask(
  domain: string,
  {
    validations,
    target,
    sender,
  }: { validations: readonly DomainValidation[]; target: string; sender: Sender },
  entered: boolean,
): DnsTask {
  const www = `www.${domain}`;
  const records: DnsRecord[] = [
    validationRecord(domain, validations),
    validationRecord(www, validations),
    {
      type: "CNAME",
      name: www,
      value: target,
      purpose: "Points www to the site. If www shows another site today, enter this record last.",
    },
    {
      type: "Forwarding (301)",
      name: domain,
      value: `https://${www}`,
      purpose: `Redirects the domain without www to the site, permanently and with the path. If the registrar offers ALIAS or ANAME records, use one to ${target} instead.`,
    },
    ...dkimRecords(sender),
    ...suggestions(sender),
  ];
  return {
    task: entered
      ? `Keep these records at the registrar of ${domain}; AWS needs the first two to renew the certificate.`
      : `Enter these records at the registrar of ${domain} within 72 hours; the first two validate the certificate. A CNAME replaces any other record of the same name. ${nextStep}`,
    records: records.map((record) => relativeTo(record, domain)),
  };
}

/** For a domain whose DNS moves to this stack: the name servers, and the records outside their zone. */
export function nameServerTask(
  domain: string,
  { nameServers, sender }: { nameServers: readonly string[]; sender: Sender },
  entered: boolean,
): DnsTask {
  const servers = nameServers.join(", ");
  const records = [
    ...(isWithin(sender.domain, domain) ? [] : dkimRecords(sender)),
    ...suggestions(sender),
  ];
  return {
    task: entered
      ? `Keep these name servers at the registrar of ${domain}: ${servers}.`
      : `Copy the records that ${domain} needs for other purposes, such as its own mail (MX), to its zone in Route 53. Then replace the name servers at the registrar of ${domain} with: ${servers}. ${nextStep}`,
    records: records.map((record) => relativeTo(record, domain)),
  };
}

/** The record that proves the ownership of a name to ACM. */
export function validationRecord(
  name: string,
  validations: readonly DomainValidation[],
): DnsRecord {
  const record = validations.find(({ domainName }) => domainName === name);
  if (!record) throw new Error(`ACM has no validation record for ${name}.`);
  return {
    type: "CNAME",
    name: withoutDot(record.resourceRecordName),
    value: withoutDot(record.resourceRecordValue),
    purpose: `Proves to AWS that ${name} is yours, now and whenever it renews the certificate.`,
  };
}

/** One of the three records with which SES signs a domain's mail. */
export function dkimRecord(domain: string, token: string): DnsRecord {
  return {
    type: "CNAME",
    name: `${token}._domainkey.${domain}`,
    value: `${token}.dkim.amazonses.com`,
    purpose: `One of three with which AWS sends and signs mail from ${domain} (DKIM).`,
  };
}

/** Whether a name is the domain or a subdomain of it. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function dkimRecords({ domain, dkimTokens }: Sender): DnsRecord[] {
  return dkimTokens.map((token) => dkimRecord(domain, token));
}

function suggestions({ domain }: Sender): DnsRecord[] {
  return [
    {
      type: "TXT",
      name: domain,
      value: "v=spf1 include:amazonses.com ~all",
      purpose:
        "Recommended: who may send mail for the domain (SPF). If such a record exists, add include:amazonses.com to it.",
    },
    {
      type: "TXT",
      name: `_dmarc.${domain}`,
      value: "v=DMARC1; p=none",
      purpose:
        "Recommended: what receivers do with unsigned mail (DMARC). If such a record exists, keep it.",
    },
  ];
}

function relativeTo(record: DnsRecord, domain: string): DnsRecord {
  const { type, name, ...rest } = record;
  if (!isWithin(name, domain)) return record;
  return { type, host: name === domain ? "@" : name.slice(0, -domain.length - 1), name, ...rest };
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
