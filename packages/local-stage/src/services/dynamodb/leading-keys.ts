// biome-ignore lint/suspicious/noExplicitAny: every operation has its own shape
type Input = Record<string, any>;

/** Fits no value that a policy could name, so a request that is not understood is not let in. */
const unknown = ["\u0000unknown"];

/**
 * The partition key values that one request touches, for the condition key dynamodb:LeadingKeys. A
 * Scan, and a Query that names its key in a way this does not read, give a value nothing equals.
 */
export function leadingKeys(request: Input, hashKey: string | undefined): readonly string[] {
  if (!hashKey) return unknown;
  const values = [request.Key, request.Item, ...(request.Keys ?? [])]
    .map((attributes) => text(attributes?.[hashKey]))
    .filter((value) => value !== undefined);
  if (values.length > 0) return values;
  const queried = text(queriedKey(request, hashKey));
  return queried === undefined ? unknown : [queried];
}

function queriedKey(request: Input, hashKey: string): unknown {
  const condition = String(request.KeyConditionExpression ?? "");
  for (const [, left = "", right = ""] of condition.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    const name = request.ExpressionAttributeNames?.[left] ?? left;
    if (name === hashKey) return request.ExpressionAttributeValues?.[right];
  }
  return request.KeyConditions?.[hashKey]?.AttributeValueList?.[0];
}

function text(value: unknown): string | undefined {
  const [inner] = Object.values((value ?? {}) as Input);
  return inner === undefined ? undefined : String(inner);
}
