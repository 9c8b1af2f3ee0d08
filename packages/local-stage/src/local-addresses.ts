/**
 * A text in which every address of AWS that this machine stands in for is the local one:
 * "https://name.s3.eu-west-3.amazonaws.com" becomes "http://127.0.0.1:…".
 */
export function withLocalAddresses(text: string, hosts: ReadonlyMap<string, string>): string {
  return text.replace(/https:\/\/([\w.-]+)/g, (whole, host: string) => hosts.get(host) ?? whole);
}
