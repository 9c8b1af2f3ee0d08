import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Mail } from "../mail/mail";
import { type DomainValidation, dkimRecord, validationRecord } from "./dns-records";

export interface DomainZoneArgs {
  /** The apex, "example.com". */
  readonly domain: string;
}

/** The domain's hosted zone in Route 53, for a domain whose name servers point there. */
export class DomainZone extends pulumi.ComponentResource {
  /** The name servers to enter at the registrar. */
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

  /** Validates a name of the certificate; returns the name of the record. */
  validate(
    label: string,
    host: string,
    validations: pulumi.Output<DomainValidation[]>,
  ): pulumi.Output<string> {
    const record = validations.apply((all) => validationRecord(host, all));
    return this.cname(`${label}-proof`, record.name, record.value).fqdn;
  }

  /** Lets SES sign the sender's mail; a domain has three tokens. */
  signMail(mail: Mail): void {
    for (const index of [0, 1, 2]) {
      const dkim = mail.dkimTokens.apply((all) => dkimRecord(mail.domain, all[index] as string));
      this.cname(`dkim-${index + 1}`, dkim.name, dkim.value);
    }
  }

  /** Points a name to the distribution, over IPv4 and IPv6. */
  pointTo(distribution: aws.cloudfront.Distribution, label: string, host: string): void {
    for (const type of ["A", "AAAA"]) {
      new aws.route53.Record(
        `${this.name}-${label}-${type.toLowerCase()}`,
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
    label: string,
    name: pulumi.Input<string>,
    value: pulumi.Input<string>,
  ): aws.route53.Record {
    return new aws.route53.Record(
      `${this.name}-${label}`,
      { zoneId: this.zone.zoneId, name, type: "CNAME", ttl: 300, records: [value] },
      { parent: this },
    );
  }
}
