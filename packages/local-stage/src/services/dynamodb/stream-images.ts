// biome-ignore lint/suspicious/noExplicitAny: an attribute value of any type
type AttributeValue = Record<string, any>;

/**
 * An item's image with its empty maps written as AWS does. DynamoDB Local gives them in stream records
 * as {}, without their type, which the SDK cannot read.
 */
export function repairImage(image: Record<string, AttributeValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, repair(value)]));
}

function repair(value: AttributeValue): AttributeValue {
  if (value.M) return { M: repairImage(value.M) };
  if (value.L) return { L: value.L.map(repair) };
  return Object.keys(value).length === 0 ? { M: {} } : value;
}
