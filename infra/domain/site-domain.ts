import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { edgeRegion } from "../edge/cloudfront";
import type { Mail } from "../mail/mail";
import {
  type DnsTask,
  type DomainValidation,
  isWithin,
  nameServerTask,
  registrarTask,
} from "./dns-records";
import { DomainZone } from "./domain-zone";

export interface SiteDomainArgs {
  /** The apex, "example.com". */
  readonly domain: string;
  readonly config: Pick<StageConfig, "dns" | "dnsEntered">;
  readonly mail: Mail;
}

/**
 * The site's own domain: the certificate for it and its www, and their DNS records. The distribution gets
 * both only once `dnsEntered` is set, so that no deployment waits for a person.
 */
export class SiteDomain extends pulumi.ComponentResource {
  /** The issued certificate; undefined until `dnsEntered` is set. */
  readonly certificateArn: pulumi.Output<string> | undefined;
  /** The names of the certificate. */
  readonly hosts: readonly string[];
  private readonly validations: pulumi.Output<DomainValidation[]>;
  private readonly zone: DomainZone | undefined;

  constructor(
    private readonly name: string,
    private readonly args: SiteDomainArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:SiteDomain", name, {}, opts);
    const { config } = args;
    const certificate = this.certificate();
    this.validations = certificate.domainValidationOptions;
    this.zone = config.dns === "route53" ? this.ownZone() : undefined;
    const validated = this.zone && this.validateIn(this.zone);

    this.hosts = this.names().map(([, host]) => host);
    this.certificateArn = config.dnsEntered ? this.issued(certificate, validated) : undefined;
    this.registerOutputs({ certificateArn: this.certificateArn, hosts: this.hosts });
  }

  /** Points the names to the distribution once it has the certificate. */
  pointTo(distribution: aws.cloudfront.Distribution): void {
    if (!this.certificateArn) return;
    for (const [label, host] of this.names()) this.zone?.pointTo(distribution, label, host);
  }

  /** What the owner enters at the registrar. */
  task(distribution: aws.cloudfront.Distribution): pulumi.Output<DnsTask> {
    const { domain, config, mail } = this.args;
    return pulumi
      .all([this.zone?.nameServers, this.validations, distribution.domainName, mail.dkimTokens])
      .apply(([nameServers, validations, target, dkimTokens]) => {
        const sender = { domain: mail.domain, dkimTokens };
        return nameServers
          ? nameServerTask(domain, { nameServers, sender }, config.dnsEntered)
          : registrarTask(domain, { validations, target, sender }, config.dnsEntered);
      });
  }

  private names(): [label: string, host: string][] {
    const { domain } = this.args;
    return [
      ["apex", domain],
      ["www", `www.${domain}`],
    ];
  }

  private certificate(): aws.acm.Certificate {
    const { domain } = this.args;
    return new aws.acm.Certificate(
      `${this.name}-certificate`,
      {
        region: edgeRegion,
        domainName: `www.${domain}`,
        subjectAlternativeNames: [domain],
        validationMethod: "DNS",
      },
      { parent: this },
    );
  }

  private ownZone(): DomainZone {
    const { domain, mail } = this.args;
    const zone = new DomainZone(`${this.name}-dns`, { domain }, { parent: this });
    if (isWithin(mail.domain, domain)) zone.signMail(mail);
    return zone;
  }

  private validateIn(zone: DomainZone): pulumi.Output<string>[] {
    return this.names().map(([label, host]) => zone.validate(label, host, this.validations));
  }

  /** Waits for the certificate to be issued: minutes, once its records are in DNS. */
  private issued(
    certificate: aws.acm.Certificate,
    validated: pulumi.Output<string>[] | undefined,
  ): pulumi.Output<string> {
    return new aws.acm.CertificateValidation(
      `${this.name}-issued`,
      {
        region: edgeRegion,
        certificateArn: certificate.arn,
        ...(validated && { validationRecordFqdns: validated }),
      },
      { parent: this },
    ).certificateArn;
  }
}
