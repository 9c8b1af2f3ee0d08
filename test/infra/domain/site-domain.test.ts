import { expect } from "chai";
import type { Graph } from "local-stage";
import { type DnsRecord, type DnsTask, validationRecord } from "../../../infra/domain/dns-records";
import { edgeHandler, place, program } from "../../support/pulumi";

const external = () => program("prod");
const externalDone = () => program("prod", { "shopfront:dnsEntered": "true" });
const route53 = () =>
  program("prod", {
    "shopfront:dns": "route53",
    "shopfront:mailFrom": "noreply@notbraidwithpetra.ca",
  });
const route53Done = () =>
  program("prod", {
    "shopfront:dns": "route53",
    "shopfront:dnsEntered": "true",
    "shopfront:mailFrom": "noreply@post.braidwithpetra.ca",
  });

const siteDomain = "shopfront:infra:SiteDomain";
const zone = "shopfront:infra:DomainZone";
const record = (noun: string) => `${zone}$aws:route53/record:Record::site-domain-dns-${noun}`;
const recordType = "aws:route53/record:Record";

const everywhere = [
  "shopfront:infra:StaticSite$aws:cloudfront/distribution:Distribution::site-distribution",
];
const requested = [
  ...everywhere,
  `shopfront:infra:StaticSite$${siteDomain}::site-domain`,
  `${siteDomain}$aws:acm/certificate:Certificate::site-domain-certificate`,
];
const issued = `${siteDomain}$aws:acm/certificateValidation:CertificateValidation::site-domain-issued`;
const ownZone = [
  `${siteDomain}$${zone}::site-domain-dns`,
  `${zone}$aws:route53/zone:Zone::site-domain-dns-zone`,
  ...["apex-proof", "www-proof"].map(record),
];
const signed = ["dkim-1", "dkim-2", "dkim-3"].map(record);
const alias = ["apex-a", "apex-aaaa", "www-a", "www-aaaa"].map(record);

/** Everything that gives the site its name. */
function naming(graph: Graph): string[] {
  const types =
    /^aws:(acm|route53|route53domains)\/|distribution:Distribution$|:(SiteDomain|DomainZone)$/;
  return graph.resources.filter(({ type }) => types.test(type)).map(place);
}

const distributionOf = (graph: Graph) => graph.only("aws:cloudfront/distribution:Distribution");
const certificateOf = (graph: Graph) => graph.only("aws:acm/certificate:Certificate");
const taskOf = (graph: Graph) => graph.exports.dnsRecords as DnsTask;
const brief = ({ type, host, name, value }: DnsRecord) => [type, host, name, value];
const codeOf = (graph: Graph, name: string): string =>
  graph.named("aws:cloudfront/function:Function", name).inputs.code;

function expectNoNames(graph: Graph): void {
  const { inputs, outputs } = distributionOf(graph);
  expect(inputs).not.to.have.property("aliases");
  expect(inputs.viewerCertificate).to.deep.equal({ cloudfrontDefaultCertificate: true });
  expect(graph.exports.siteUrl).to.equal(`https://${outputs.domainName}`);
  const headers = { host: { value: "braidwithpetra.ca" } };
  const page = edgeHandler<{ uri: string }>(codeOf(graph, "site-paths"))({
    request: { uri: "/book", querystring: {}, headers },
  });
  expect(page.uri).to.match(/^\/pages\/[0-9a-f]{12}\/book\/index\.html$/);
  for (const name of ["site-paths", "site-api"]) {
    expect(codeOf(graph, name)).not.to.include("braidwithpetra");
  }
}

function expectNames(graph: Graph): void {
  const validation = graph.only("aws:acm/certificateValidation:CertificateValidation");
  const { inputs } = distributionOf(graph);
  expect(inputs.aliases).to.deep.equal(["braidwithpetra.ca", "www.braidwithpetra.ca"]);
  expect(inputs.viewerCertificate).to.deep.equal({
    // Of the validation: CloudFront refuses a certificate that is not issued yet.
    acmCertificateArn: `${certificateOf(graph).outputs.arn}#issued`,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  });
  expect(validation.inputs.certificateArn).to.equal(certificateOf(graph).outputs.arn);
  expect(validation.inputs.region).to.equal("us-east-1");
  expect(graph.exports.siteUrl).to.equal("https://www.braidwithpetra.ca");
  const headers = { host: { value: "braidwithpetra.ca" } };
  const page = edgeHandler<{ headers: { location?: { value: string } } }>(
    codeOf(graph, "site-paths"),
  )({ request: { uri: "/book", querystring: {}, headers } });
  expect(page.headers.location?.value).to.equal("https://www.braidwithpetra.ca/book");
  const answer = edgeHandler<{ headers: Record<string, { value: string }> }>(
    codeOf(graph, "site-api"),
  )({ viewer: { ip: "198.51.100.7" }, request: { uri: "/api/booking", headers } });
  expect(answer.headers["x-site-origin"]?.value).to.equal("https://www.braidwithpetra.ca");
}

describe("the site's name", () => {
  describe("on a stage without a domain", () => {
    it("is CloudFront's own, with its certificate and nothing beside it", async () => {
      const graph = await program("dev");
      expect(naming(graph)).to.have.members(everywhere);
      expectNoNames(graph);
    });

    it("leaves only the records of the mail to enter", async () => {
      const { task, records } = taskOf(await program("dev"));
      expect(task).to.match(/in the DNS of dev\.braidwithpetra\.ca/);
      expect(records.map(brief)).to.deep.equal([
        ...["token1", "token2", "token3"].map((token) => [
          "CNAME",
          undefined,
          `${token}._domainkey.dev.braidwithpetra.ca`,
          `${token}.dkim.amazonses.com`,
        ]),
        ["TXT", undefined, "dev.braidwithpetra.ca", "v=spf1 include:amazonses.com ~all"],
        ["TXT", undefined, "_dmarc.dev.braidwithpetra.ca", "v=DMARC1; p=none"],
      ]);
    });
  });

  describe("with the names at a registrar", () => {
    it("asks for the certificate and waits for nobody", async () => {
      const graph = await external();
      expect(naming(graph)).to.have.members(requested);
      expect(certificateOf(graph).inputs).to.deep.equal({
        region: "us-east-1",
        domainName: "www.braidwithpetra.ca",
        subjectAlternativeNames: ["braidwithpetra.ca"],
        validationMethod: "DNS",
      });
      expectNoNames(graph);
    });

    it("tells every record to enter, as registrars ask for them", async () => {
      const graph = await external();
      const { task, records } = taskOf(graph);
      expect(task).to.match(
        /^Enter these records at the registrar of braidwithpetra\.ca within 72/,
      );
      expect(task).to.match(/Then set shopfront:dnsEntered to true and run `pulumi up` again\.$/);
      const proofs = certificateOf(graph).outputs.domainValidationOptions;
      const proof = (host: string) => {
        const { name, value } = validationRecord(host, proofs);
        expect(`${name}${value}`).not.to.match(/\.$/);
        expect(name).to.match(new RegExp(`^_\\w+\\.${host}$`));
        return ["CNAME", name.replace(".braidwithpetra.ca", ""), name, value];
      };
      const cloudFront = distributionOf(graph).outputs.domainName;
      expect(records.map(brief)).to.deep.equal([
        proof("braidwithpetra.ca"),
        proof("www.braidwithpetra.ca"),
        ["CNAME", "www", "www.braidwithpetra.ca", cloudFront],
        ["Forwarding (301)", "@", "braidwithpetra.ca", "https://www.braidwithpetra.ca"],
        ...["token1", "token2", "token3"].map((token) => [
          "CNAME",
          `${token}._domainkey`,
          `${token}._domainkey.braidwithpetra.ca`,
          `${token}.dkim.amazonses.com`,
        ]),
        ["TXT", "@", "braidwithpetra.ca", "v=spf1 include:amazonses.com ~all"],
        ["TXT", "_dmarc", "_dmarc.braidwithpetra.ca", "v=DMARC1; p=none"],
      ]);
      for (const { purpose } of records) expect(purpose).to.match(/^[A-Z].{20,}\.$/);
    });

    it("takes the names once the records are entered and the certificate is issued", async () => {
      const graph = await externalDone();
      expect(naming(graph)).to.have.members([...requested, issued]);
      const validation = graph.only("aws:acm/certificateValidation:CertificateValidation");
      expect(validation.inputs).not.to.have.property("validationRecordFqdns");
      expectNames(graph);
    });

    it("then asks to keep the very same records", async () => {
      const done = taskOf(await externalDone());
      expect(done.task).to.match(/^Keep these records at the registrar of braidwithpetra\.ca/);
      expect(done.records).to.deep.equal(taskOf(await external()).records);
    });
  });

  describe("with a zone of its own", () => {
    it("makes the records that prove the certificate, and waits for nobody", async () => {
      const graph = await route53();
      expect(naming(graph)).to.have.members([...requested, ...ownZone]);
      expect(graph.only("aws:route53/zone:Zone").inputs.name).to.equal("braidwithpetra.ca");
      expectNoNames(graph);
    });

    it("tells the name servers that the registrar must name", async () => {
      const graph = await route53();
      const servers = graph.only("aws:route53/zone:Zone").outputs.nameServers as string[];
      expect(servers).to.have.lengthOf(4);
      const { task } = taskOf(graph);
      expect(task).to.include(
        `replace the name servers at the registrar of braidwithpetra.ca with: ${servers.join(", ")}.`,
      );
      expect(task).to.match(/Then set shopfront:dnsEntered to true and run `pulumi up` again\.$/);
    });

    it("leads both names to the distribution once the registrar leads here", async () => {
      const graph = await route53Done();
      expect(naming(graph)).to.have.members([
        ...requested,
        issued,
        ...ownZone,
        ...signed,
        ...alias,
      ]);
      expectNames(graph);
      const { outputs } = distributionOf(graph);
      const { zoneId } = graph.only("aws:route53/zone:Zone").outputs;
      for (const [noun, name] of [
        ["apex", "braidwithpetra.ca"],
        ["www", "www.braidwithpetra.ca"],
      ]) {
        for (const type of ["A", "AAAA"]) {
          const logical = `site-domain-dns-${noun}-${type.toLowerCase()}`;
          expect(graph.named(recordType, logical).inputs).to.deep.equal({
            zoneId,
            name,
            type,
            aliases: [
              {
                name: outputs.domainName,
                zoneId: outputs.hostedZoneId,
                evaluateTargetHealth: false,
              },
            ],
          });
        }
      }
      expect(taskOf(graph).task).to.match(/^Keep these name servers at the registrar/);
    });

    it("proves each name by its own record, whatever the order that ACM lists them in", async () => {
      const graph = await route53Done();
      const { zoneId } = graph.only("aws:route53/zone:Zone").outputs;
      const proofs = certificateOf(graph).outputs.domainValidationOptions;
      const made = [
        ["apex", "braidwithpetra.ca"],
        ["www", "www.braidwithpetra.ca"],
      ].map(([noun, host]) => {
        const { inputs } = graph.named(recordType, `site-domain-dns-${noun}-proof`);
        const { name, value } = validationRecord(host as string, proofs);
        expect(inputs).to.deep.equal({ zoneId, name, type: "CNAME", ttl: 300, records: [value] });
        return name;
      });
      const validation = graph.only("aws:acm/certificateValidation:CertificateValidation");
      expect(validation.inputs.validationRecordFqdns).to.deep.equal(made);
      expect(() => validationRecord("shop.braidwithpetra.ca", proofs)).to.throw(
        "ACM has no validation record for shop.braidwithpetra.ca.",
      );
    });

    it("signs mail of a domain below it in the same zone", async () => {
      const graph = await route53Done();
      const { zoneId } = graph.only("aws:route53/zone:Zone").outputs;
      for (const index of [1, 2, 3]) {
        expect(graph.named(recordType, `site-domain-dns-dkim-${index}`).inputs).to.deep.equal({
          zoneId,
          name: `token${index}._domainkey.post.braidwithpetra.ca`,
          type: "CNAME",
          ttl: 300,
          records: [`token${index}.dkim.amazonses.com`],
        });
      }
      expect(taskOf(graph).records.map(({ host }) => host)).to.deep.equal(["post", "_dmarc.post"]);
    });

    it("leaves the records of a sender's domain elsewhere to enter there", async () => {
      const { records } = taskOf(await route53());
      const domain = "notbraidwithpetra.ca";
      expect(records.map(brief)).to.deep.equal([
        ...["token1", "token2", "token3"].map((token) => [
          "CNAME",
          undefined,
          `${token}._domainkey.${domain}`,
          `${token}.dkim.amazonses.com`,
        ]),
        ["TXT", undefined, domain, "v=spf1 include:amazonses.com ~all"],
        ["TXT", undefined, `_dmarc.${domain}`, "v=DMARC1; p=none"],
      ]);
    });
  });
});
