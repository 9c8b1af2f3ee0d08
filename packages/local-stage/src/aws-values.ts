import { randomBytes } from "node:crypto";

/** The account that the local stage pretends to be in. */
export const accountId = "000000000000";

// biome-ignore lint/suspicious/noExplicitAny: every resource type has its own shape
type Values = Record<string, any>;

/** Where a resource would live: the computed values follow from it. */
export interface Place {
  readonly region: string;
}

/**
 * What AWS would compute for a resource: its id and the outputs that other resources refer to. Names
 * that the program leaves to AWS are the logical names, so data survives from one run to the next.
 */
export function computedValues(
  type: string,
  logicalName: string,
  inputs: Values,
  place: Place,
): { id: string; outputs: Values } {
  const name = inputs.name ?? inputs.bucket ?? logicalName;
  // A resource may say that it is elsewhere than the rest of the stack.
  const region: string = inputs.region ?? place.region;
  const arn = (service: string, path: string, inRegion = region) =>
    `arn:aws:${service}:${inRegion}:${accountId}:${path}`;
  switch (type) {
    case "aws:dynamodb/table:Table":
      return {
        id: name,
        outputs: {
          name,
          arn: arn("dynamodb", `table/${name}`),
          streamArn: inputs.streamEnabled
            ? arn("dynamodb", `table/${name}/stream/2026-01-01T00:00:00.000`)
            : "",
        },
      };
    case "aws:lambda/function:Function": {
      const functionArn = arn("lambda", `function:${name}`);
      return {
        id: name,
        outputs: {
          name,
          arn: functionArn,
          version: inputs.publish ? "1" : "$LATEST",
          qualifiedArn: `${functionArn}:1`,
          invokeArn: invokeArn(region, functionArn),
        },
      };
    }
    case "aws:lambda/alias:Alias": {
      const functionName = String(inputs.functionName).split(":").at(-1);
      const aliasArn = arn("lambda", `function:${functionName}:${name}`);
      return {
        id: aliasArn,
        outputs: { name, arn: aliasArn, invokeArn: invokeArn(region, aliasArn) },
      };
    }
    case "aws:iam/role:Role":
      return { id: name, outputs: { name, arn: `arn:aws:iam::${accountId}:role/${name}` } };
    case "aws:apigateway/restApi:RestApi": {
      const id = shortId(logicalName);
      return {
        id,
        outputs: {
          name,
          arn: `arn:aws:apigateway:${region}::/restapis/${id}`,
          executionArn: arn("execute-api", id),
          rootResourceId: "root",
        },
      };
    }
    case "aws:apigateway/deployment:Deployment":
      return { id: shortId(logicalName), outputs: {} };
    case "aws:apigateway/stage:Stage":
      return {
        id: `${inputs.restApi}-${inputs.stageName}`,
        outputs: {
          arn: `arn:aws:apigateway:${region}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
          executionArn: arn("execute-api", `${inputs.restApi}/${inputs.stageName}`),
          invokeUrl: `https://${inputs.restApi}.execute-api.${region}.amazonaws.com/${inputs.stageName}`,
        },
      };
    case "aws:apigateway/apiKey:ApiKey":
      return {
        id: shortId(logicalName),
        outputs: { name, value: inputs.value ?? randomBytes(20).toString("hex") },
      };
    case "aws:apigateway/usagePlan:UsagePlan":
      return { id: shortId(logicalName), outputs: { name } };
    case "aws:s3/bucket:Bucket":
      return {
        id: name,
        outputs: {
          bucket: name,
          arn: `arn:aws:s3:::${name}`,
          bucketDomainName: `${name}.s3.amazonaws.com`,
          bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        },
      };
    case "aws:cloudfront/distribution:Distribution": {
      const id = shortId(logicalName).toUpperCase();
      return {
        id,
        outputs: {
          arn: `arn:aws:cloudfront::${accountId}:distribution/${id}`,
          domainName: `${shortId(logicalName)}.cloudfront.net`,
          hostedZoneId: "Z2FDTNDATAQYW2",
        },
      };
    }
    case "aws:cloudfront/function:Function":
      return {
        id: name,
        outputs: { name, arn: `arn:aws:cloudfront::${accountId}:function/${name}` },
      };
    case "aws:acm/certificate:Certificate":
      return certificateValues(arn("acm", `certificate/${shortId(logicalName)}`, inputs.region), [
        inputs.domainName,
        ...(inputs.subjectAlternativeNames ?? []),
      ]);
    case "aws:acm/certificateValidation:CertificateValidation":
      // AWS gives the same ARN; marked here, so that a test sees who waits until it is issued.
      return {
        id: "2026-01-01 00:00:00 +0000 UTC",
        outputs: { certificateArn: `${inputs.certificateArn}#issued` },
      };
    case "aws:route53/zone:Zone": {
      const zoneId = shortId(logicalName).toUpperCase();
      const nameServers = [1, 2, 3, 4].map((n) => `ns-${n}.awsdns-${n}.example`);
      return { id: zoneId, outputs: { zoneId, nameServers } };
    }
    case "aws:route53/record:Record":
      return {
        id: `${inputs.zoneId}_${inputs.name}_${inputs.type}`,
        outputs: { fqdn: inputs.name },
      };
    case "aws:cloudfront/publicKey:PublicKey":
      return { id: `K${shortId(logicalName).toUpperCase()}`, outputs: { name } };
    case "aws:wafv2/webAcl:WebAcl": {
      const id = shortId(logicalName);
      return { id, outputs: { name, arn: arn("wafv2", `global/webacl/${name}/${id}`) } };
    }
    case "aws:sns/topic:Topic":
      return { id: arn("sns", name), outputs: { name, arn: arn("sns", name) } };
    case "aws:sns/topicSubscription:TopicSubscription": {
      const subscriptionArn = `${inputs.topic}:${logicalName}`;
      return { id: subscriptionArn, outputs: { arn: subscriptionArn } };
    }
    case "aws:sqs/queue:Queue":
      return {
        id: `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,
        outputs: {
          name,
          arn: arn("sqs", name),
          url: `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,
        },
      };
    case "aws:backup/vault:Vault":
      return { id: name, outputs: { name, arn: arn("backup", `backup-vault:${name}`) } };
    case "aws:cloudwatch/logGroup:LogGroup":
      return { id: name, outputs: { name, arn: arn("logs", `log-group:${name}`) } };
    case "aws:cloudwatch/eventRule:EventRule":
      return { id: name, outputs: { name, arn: arn("events", `rule/${name}`) } };
    case "aws:cloudwatch/metricAlarm:MetricAlarm":
      return { id: name, outputs: { name, arn: arn("cloudwatch", `alarm:${name}`) } };
    case "aws:sesv2/emailIdentity:EmailIdentity":
      return {
        id: inputs.emailIdentity,
        outputs: {
          arn: arn("ses", `identity/${inputs.emailIdentity}`),
          dkimSigningAttributes: { tokens: ["token1", "token2", "token3"] },
        },
      };
    case "aws:sesv2/configurationSet:ConfigurationSet":
      return {
        id: inputs.configurationSetName ?? name,
        outputs: {
          configurationSetName: inputs.configurationSetName ?? name,
          arn: arn("ses", `configuration-set/${inputs.configurationSetName ?? name}`),
        },
      };
    case "aws:cognito/userPool:UserPool": {
      const id = `${region}_${shortId(logicalName)}`;
      return {
        id,
        outputs: {
          name,
          arn: arn("cognito-idp", `userpool/${id}`),
          endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
        },
      };
    }
    case "aws:cognito/userPoolClient:UserPoolClient":
      return {
        id: `${shortId(logicalName)}${shortId(`${logicalName} client`)}`,
        outputs: { name },
      };
    default:
      return {
        id: `${logicalName}-id`,
        outputs: { name, arn: arn(type.split(/[:/]/)[1] ?? "x", name) },
      };
  }
}

function invokeArn(region: string, functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

function certificateValues(arn: string, names: readonly string[]): { id: string; outputs: Values } {
  // ACM lists them in no order, and writes names with the dot at their end.
  const domainValidationOptions = [...names].reverse().map((name) => ({
    domainName: name,
    resourceRecordName: `_${shortId(name)}.${name}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${shortId(`proof of ${name}`)}.acm-validations.aws.`,
  }));
  return { id: arn, outputs: { arn, domainValidationOptions } };
}

/** Ten stable characters that look like an AWS-made id. */
function shortId(logicalName: string): string {
  let hash = 0;
  for (const char of logicalName) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return `x${hash.toString(36)}shopfront`.slice(0, 10);
}
