import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mail } from "../mail/mail";
import { dkimRecord, type Proof, proofRecord } from "./dns-records";

export interface DomainZoneArgs {
  /** The apex, "example.com". */
  readonly domain: string;
}

/** The domain's names in Route 53, for a domain that a registrar hands over to it. */
export class DomainZone extends pulumi.ComponentResource {
  /** What the registrar must name. */
  readonly nameServers: pulumi.Output<string[]>;
  private readonly zone: aws.route53.Zone;

  constructor(
    private readonly name: string,
    args: DomainZoneArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:DomainZone", name, {}, opts);
    this.zone = new aws.route53.Zone(
      `${name}-zone`,
      { name: args.domain, comment: `${pulumi.getProject()} ${pulumi.getStack()}` },
      { parent: this },
    );
    this.nameServers = this.zone.nameServers;
    this.registerOutputs({ nameServers: this.nameServers });
  }

  /** Proves a name of the certificate; returns the record's own name. */
  prove(noun: string, host: string, proofs: pulumi.Output<Proof[]>): pulumi.Output<string> {
    const proof = proofs.apply((all) => proofRecord(host, all));
    return this.cname(`${noun}-proof`, proof.name, proof.value).fqdn;
  }

  /** Lets SES send from the sender's domain; SES makes up three tokens for every domain. */
  signMail(mail: Mail): void {
    for (const index of [0, 1, 2]) {
      const dkim = mail.dkimTokens.apply((all) => dkimRecord(mail.domain, all[index] as string));
      this.cname(`dkim-${index + 1}`, dkim.name, dkim.value);
    }
  }

  /** Leads a name to the distribution, over IPv4 and IPv6. */
  leadTo(distribution: aws.cloudfront.Distribution, noun: string, host: string): void {
    for (const type of ["A", "AAAA"]) {
      new aws.route53.Record(
        `${this.name}-${noun}-${type.toLowerCase()}`,
        {
          zoneId: this.zone.zoneId,
          name: host,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        { parent: this },
      );
    }
  }

  private cname(
    noun: string,
    name: pulumi.Input<string>,
    value: pulumi.Input<string>,
  ): aws.route53.Record {
    return new aws.route53.Record(
      `${this.name}-${noun}`,
      { zoneId: this.zone.zoneId, name, type: "CNAME", ttl: 300, records: [value] },
      { parent: this },
    );
  }
}
