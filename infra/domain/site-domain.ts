import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageConfig } from "../config";
import { edgeRegion } from "../edge/cloudfront";
import type { Mail } from "../mail/mail";
import { type DnsTask, isWithin, nameServerTask, type Proof, registrarTask } from "./dns-records";
import { DomainZone } from "./domain-zone";

export interface SiteDomainArgs {
  /** The apex, "example.com". */
  readonly domain: string;
  readonly config: Pick<StageConfig, "dns" | "dnsEntered">;
  readonly mail: Mail;
}

/**
 * The site's own domain: the certificate for it and its www, and their names in DNS. The distribution
 * gets both only when the registrar is done, so that no deployment waits for a person.
 */
export class SiteDomain extends pulumi.ComponentResource {
  /** Of the issued certificate; nothing before the registrar is done. */
  readonly certificateArn: pulumi.Output<string> | undefined;
  /** The names that this certificate is for. */
  readonly hosts: readonly string[];
  private readonly proofs: pulumi.Output<Proof[]>;
  private readonly zone: DomainZone | undefined;

  constructor(
    private readonly name: string,
    private readonly args: SiteDomainArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("shopfront:infra:SiteDomain", name, {}, opts);
    const { config } = args;
    const certificate = this.certificate();
    this.proofs = certificate.domainValidationOptions;
    this.zone = config.dns === "route53" ? this.ownZone() : undefined;
    const proven = this.zone && this.proveIn(this.zone);

    this.hosts = this.names().map(([, host]) => host);
    this.certificateArn = config.dnsEntered ? this.issued(certificate, proven) : undefined;
    this.registerOutputs({ certificateArn: this.certificateArn, hosts: this.hosts });
  }

  /** Leads the names to the distribution once it answers to them. */
  leadTo(distribution: aws.cloudfront.Distribution): void {
    if (!this.certificateArn) return;
    for (const [noun, host] of this.names()) this.zone?.leadTo(distribution, noun, host);
  }

  /** What the owner does at the registrar. */
  task(distribution: aws.cloudfront.Distribution): pulumi.Output<DnsTask> {
    const { domain, config, mail } = this.args;
    return pulumi
      .all([this.zone?.nameServers, this.proofs, distribution.domainName, mail.dkimTokens])
      .apply(([nameServers, proofs, target, dkimTokens]) => {
        const sender = { domain: mail.domain, dkimTokens };
        return nameServers
          ? nameServerTask(domain, { nameServers, sender }, config.dnsEntered)
          : registrarTask(domain, { proofs, target, sender }, config.dnsEntered);
      });
  }

  private names(): [noun: string, host: string][] {
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

  private proveIn(zone: DomainZone): pulumi.Output<string>[] {
    return this.names().map(([noun, host]) => zone.prove(noun, host, this.proofs));
  }

  /** Waits until the certificate is issued: minutes, once its proofs are in DNS. */
  private issued(
    certificate: aws.acm.Certificate,
    proven: pulumi.Output<string>[] | undefined,
  ): pulumi.Output<string> {
    return new aws.acm.CertificateValidation(
      `${this.name}-issued`,
      {
        region: edgeRegion,
        certificateArn: certificate.arn,
        ...(proven && { validationRecordFqdns: proven }),
      },
      { parent: this },
    ).certificateArn;
  }
}
