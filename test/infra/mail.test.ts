import { expect } from "chai";
import { program } from "../support/pulumi";

describe("mail", () => {
  it("leaves over TLS, from the sender's domain, and not to who bounced or complained", async () => {
    const graph = await program("prod");
    expect(graph.only("aws:sesv2/configurationSet:ConfigurationSet").inputs).to.deep.equal({
      configurationSetName: "shopfront-prod",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    expect(graph.only("aws:sesv2/emailIdentity:EmailIdentity").inputs).to.deep.equal({
      emailIdentity: "braidwithpetra.ca",
      configurationSetName: "shopfront-prod",
    });
  });
});
