/** What a person enters where a domain's names are kept. */
export interface DnsRecord {
  readonly type: "CNAME" | "TXT" | "Forwarding (301)";
  /** What registrars call name or host: without the domain, "@" for the domain itself. */
  readonly host?: string;
  /** The same in full, without a dot at its end. */
  readonly name: string;
  readonly value: string;
  readonly purpose: string;
}

/** What the owner does by hand: a sentence, and the records to enter. */
export interface DnsTask {
  readonly task: string;
  readonly records: readonly DnsRecord[];
}

/** How ACM wants a name of a certificate proven. */
export interface Proof {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordValue: string;
}

/** The domain that mail is sent from, and the names that SES made up to sign it. */
export interface Sender {
  readonly domain: string;
  readonly dkimTokens: readonly string[];
}

const thenGoOn = "Then set shopfront:dnsEntered to true and run `pulumi up` again.";

/** For a stage without a domain: the site needs nothing, mail does. */
export function mailTask(sender: Sender): DnsTask {
  return {
    task: `Enter these records where the names of ${sender.domain} are kept, so that AWS may send its mail.`,
    records: [...signing(sender), ...trust(sender)],
  };
}

/** For a domain whose names stay at a registrar: every record, for the site and for mail. */
export function registrarTask(
  domain: string,
  { proofs, target, sender }: { proofs: readonly Proof[]; target: string; sender: Sender },
  entered: boolean,
): DnsTask {
  const www = `www.${domain}`;
  const records: DnsRecord[] = [
    proofRecord(domain, proofs),
    proofRecord(www, proofs),
    {
      type: "CNAME",
      name: www,
      value: target,
      purpose: "Leads visitors to the site. Where www shows another site today, enter this last.",
    },
    {
      type: "Forwarding (301)",
      name: domain,
      value: `https://${www}`,
      purpose: `Leads those who leave out www to the site, for good and with the path. Where the registrar offers ALIAS or ANAME records, take one to ${target} instead.`,
    },
    ...signing(sender),
    ...trust(sender),
  ];
  return {
    task: entered
      ? `Keep these records at the registrar of ${domain}; AWS renews the certificate by the first two.`
      : `Enter these records at the registrar of ${domain} within 72 hours; the first two decide. A CNAME replaces what is there under its name. ${thenGoOn}`,
    records: records.map((record) => hosted(record, domain)),
  };
}

/** For a domain whose names move to this stack: the name servers, and what is not in their zone. */
export function nameServerTask(
  domain: string,
  { nameServers, sender }: { nameServers: readonly string[]; sender: Sender },
  entered: boolean,
): DnsTask {
  const servers = nameServers.join(", ");
  const records = [...(isWithin(sender.domain, domain) ? [] : signing(sender)), ...trust(sender)];
  return {
    task: entered
      ? `Keep these name servers at the registrar of ${domain}: ${servers}.`
      : `Copy the records that ${domain} needs for other things, such as its own mail (MX), to its zone in Route 53. At the registrar of ${domain}, replace the name servers by: ${servers}. ${thenGoOn}`,
    records: records.map((record) => hosted(record, domain)),
  };
}

/** The record that proves to ACM whose a name is. */
export function proofRecord(name: string, proofs: readonly Proof[]): DnsRecord {
  const proof = proofs.find(({ domainName }) => domainName === name);
  if (!proof) throw new Error(`ACM asks for no proof of ${name}.`);
  return {
    type: "CNAME",
    name: withoutDot(proof.resourceRecordName),
    value: withoutDot(proof.resourceRecordValue),
    purpose: `Proves to AWS that ${name} is yours, today and each time it renews the certificate.`,
  };
}

/** One of the three records by which SES proves and signs a domain's mail. */
export function dkimRecord(domain: string, token: string): DnsRecord {
  return {
    type: "CNAME",
    name: `${token}._domainkey.${domain}`,
    value: `${token}.dkim.amazonses.com`,
    purpose: `One of three that let AWS send mail from ${domain} and sign it (DKIM).`,
  };
}

/** Whether a name is a domain's own or below it. */
export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function signing({ domain, dkimTokens }: Sender): DnsRecord[] {
  return dkimTokens.map((token) => dkimRecord(domain, token));
}

function trust({ domain }: Sender): DnsRecord[] {
  return [
    {
      type: "TXT",
      name: domain,
      value: "v=spf1 include:amazonses.com ~all",
      purpose:
        "A suggestion: who sends mail for the domain (SPF). Where there is such a record, only add include:amazonses.com to it.",
    },
    {
      type: "TXT",
      name: `_dmarc.${domain}`,
      value: "v=DMARC1; p=none",
      purpose:
        "A suggestion: what to do with mail that is not signed (DMARC). Where there is such a record, keep it.",
    },
  ];
}

function hosted(record: DnsRecord, domain: string): DnsRecord {
  const { type, name, ...rest } = record;
  if (!isWithin(name, domain)) return record;
  return { type, host: name === domain ? "@" : name.slice(0, -domain.length - 1), name, ...rest };
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}
