/**
 * Whether a text could be the id of an item. No id is longer; DynamoDB would throw at a key that is
 * empty or very long, and so a visitor could make a function fail.
 */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
