import type { Cloud, Existing } from "./cloud";
import { digits, type Properties, unknown, type Value } from "./values";

/** What a pattern cannot say of a type. */
interface Special {
  /** Further outputs; `before` are those of the resource that an update changes. */
  readonly computed?: (inputs: Properties, cloud: Cloud, before?: Properties) => Properties;
  /** What a preview knows of outputs before the resource exists. */
  readonly foreseen?: (inputs: Properties) => Properties;
  /** What goes with the resource when it is deleted. */
  readonly takesAlong?: (outputs: Properties, cloud: Cloud) => readonly Existing[];
  /** A sentence where AWS would refuse to delete the resource. */
  readonly undeletable?: (outputs: Properties, cloud: Cloud) => string | undefined;
}

const special: Readonly<Record<string, Special>> = {
  "aws:acm/certificate:Certificate": {
    computed: (inputs) => proofs(inputs, (name) => `_${digits(32, name)}.${name}.`),
    foreseen: (inputs) => proofs(inputs, () => unknown),
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    computed: ({ keyId }, cloud) => {
      const key = cloud.find("aws:apigateway/apiKey:ApiKey", keyId);
      return { name: key?.outputs.name, value: key?.outputs.value };
    },
  },
  "aws:cognito/userPool:UserPool": {
    undeletable: ({ deletionProtection }) =>
      deletionProtection === "ACTIVE" ? "the user pool is protected from deletion" : undefined,
  },
  "aws:dynamodb/table:Table": {
    computed: ({ name, region, streamEnabled }, _, before) => {
      if (!streamEnabled) return {};
      const streamLabel = before?.streamLabel || new Date().toISOString();
      const streamArn = `arn:aws:dynamodb:${region}:${account}:table/${name}/stream/${streamLabel}`;
      return { streamLabel, streamArn };
    },
    undeletable: ({ deletionProtectionEnabled }) =>
      deletionProtectionEnabled ? "the table is protected from deletion" : undefined,
  },
  "aws:lambda/function:Function": {
    // Every deployment of a function that changed publishes its next version.
    computed: ({ name, region }, _, before) => {
      const version = String(Number(before?.version ?? 0) + 1);
      const qualifiedArn = `arn:aws:lambda:${region}:${account}:function:${name}:${version}`;
      const service = `arn:aws:apigateway:${region}:lambda:path/2015-03-31`;
      const qualifiedInvokeArn = `${service}/functions/${qualifiedArn}/invocations`;
      return { version, qualifiedArn, qualifiedInvokeArn };
    },
  },
  "aws:s3/bucket:Bucket": {
    takesAlong: objectsIn,
    undeletable: (outputs, cloud) =>
      objectsIn(outputs, cloud).length > 0 && !outputs.forceDestroy ? "BucketNotEmpty" : undefined,
  },
};

function objectsIn({ bucket }: Properties, cloud: Cloud): readonly Existing[] {
  return cloud
    .all()
    .filter(({ type, inputs }) => type.includes(":BucketObject") && inputs.bucket === bucket);
}

/** The account that the stand-in is. */
export const account = "123456789012";

/** What is special about a type; nothing for most. */
export function specialOf(type: string): Special {
  return special[type] ?? {};
}

function proofs(
  { domainName, subjectAlternativeNames = [] }: Properties,
  recordOf: (name: string) => Value,
): Properties {
  return {
    domainValidationOptions: [domainName, ...subjectAlternativeNames].map((name) => ({
      domainName: name,
      resourceRecordName: recordOf(name),
      resourceRecordType: "CNAME",
      resourceRecordValue: recordOf(name),
    })),
  };
}
