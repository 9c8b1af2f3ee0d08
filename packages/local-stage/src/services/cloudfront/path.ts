/**
 * A path as CloudFront compares it with the behaviours' patterns: dot segments folded, and characters
 * that need no escape unescaped (RFC 3986, 6.2.2). The origin gets the path as it was sent.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function comparedPath(uri: string): string {
  const plain = uri.replace(/%[\da-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escaped.toUpperCase();
  });
  const folded: string[] = [];
  const segments = plain.split("/").slice(1);
  for (const segment of segments) {
    if (segment === "..") folded.pop();
    else if (segment !== ".") folded.push(segment);
  }
  const endsInside = /^\.\.?$/.test(segments.at(-1) ?? "");
  return `/${folded.join("/")}${endsInside && folded.length > 0 ? "/" : ""}`;
}
