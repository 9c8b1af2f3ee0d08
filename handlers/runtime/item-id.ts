/**
 * Whether a text could be the id of an item. DynamoDB throws on an empty or very long key, so without
 * this check a visitor could make a function fail.
 */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
