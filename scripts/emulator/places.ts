import { emulatedApiPath } from "../../infra/emulator";
import type { Place } from "./visitor";

/** Where the parts of a deployed shop are in an emulator, by the stack's outputs. */
export interface Places {
  readonly site: Place;
  readonly api: Place;
  readonly emulator: Place;
}

/** CloudFront's names and those of the API lead nowhere here: the emulator answers for them. */
export function placesOf(outputs: Readonly<Record<string, unknown>>, address: string): Places {
  const [siteUrl, apiUrl] = ["siteUrl", "apiUrl"].map((name) => urlIn(outputs, name));
  const { hostname, pathname } = apiUrl as URL;
  const api = `${address}${emulatedApiPath(hostname)}${pathname.replace(/\/$/, "")}`;
  return {
    site: { url: address, host: (siteUrl as URL).host },
    api: { url: api },
    emulator: { url: address },
  };
}

function urlIn(outputs: Readonly<Record<string, unknown>>, name: string): URL {
  const value = outputs[name];
  if (typeof value === "string" && URL.canParse(value)) return new URL(value);
  throw new Error(`The stack's output ${name} is no address: ${JSON.stringify(value)}.`);
}
