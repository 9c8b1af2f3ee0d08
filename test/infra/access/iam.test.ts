import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
  allow,
  assumedBy,
  assumedFor,
  deny,
  policyDocument,
  tlsOnly,
} from "../../../infra/access/iam";

const table = "arn:aws:dynamodb:ca-central-1:000000000000:table/bookings";

describe("the statements of a role", () => {
  it("allow the named actions of one service on one resource, and nothing else", () => {
    expect(allow("dynamodb", ["GetItem", "PutItem"], table)).to.deep.equal({
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
      Resource: table,
    });
  });

  it("carry a condition only where one is given", () => {
    const condition = { StringEquals: { "ses:FromAddress": "noreply@example.com" } };
    expect(allow("ses", ["SendRawEmail"], "*", condition)).to.deep.equal({
      Effect: "Allow",
      Action: ["ses:SendRawEmail"],
      Resource: "*",
      Condition: condition,
    });
  });

  it("deny what they say, under the same condition", () => {
    const condition = { Bool: { "aws:SecureTransport": "false" } };
    expect(deny("s3", ["GetObject"], [table], condition)).to.deep.equal({
      Effect: "Deny",
      Action: ["s3:GetObject"],
      Resource: [table],
      Condition: condition,
    });
  });

  it("become the text of a policy once their resources are known", async () => {
    const statement = allow("dynamodb", ["GetItem"], pulumi.output(table));
    const text = await new Promise<string>((known) => policyDocument([statement]).apply(known));
    expect(JSON.parse(text)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: table }],
    });
  });

  it("let one service take the role, and nobody else", () => {
    expect(JSON.parse(assumedBy("lambda.amazonaws.com"))).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
        },
      ],
    });
  });

  it("let a service take the role for resources of one account only", async () => {
    const condition = { StringEquals: { "sts:ExternalId": pulumi.output("000000000000") } };
    const text = await new Promise<string>((known) =>
      assumedFor("firehose.amazonaws.com", condition).apply(known),
    );
    expect(JSON.parse(text)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "firehose.amazonaws.com" },
          Condition: { StringEquals: { "sts:ExternalId": "000000000000" } },
        },
      ],
    });
  });

  it("deny everybody plain HTTP", () => {
    expect(tlsOnly("s3:*", [table])).to.deep.equal({
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [table],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});
