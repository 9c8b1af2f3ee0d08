import { useEffect, useState } from "preact/hooks";

/** The parts of the admin page, in the order of its tabs. */
export const tabs = ["bookings", "customers", "products", "feedback", "users"] as const;
export type Tab = (typeof tabs)[number];

/** Where the owner is: a tab and its filter, "#bookings?status=pending". */
export interface Place {
  readonly tab: Tab;
  readonly filter: Readonly<Record<string, string>>;
}

/** Reads a place from a fragment; an unknown one is the first tab. */
export function readPlace(hash: string): Place {
  const [name, query = ""] = hash.replace(/^#/, "").split("?");
  const tab = tabs.find((each) => each === name);
  if (!tab) return { tab: tabs[0], filter: {} };
  return { tab, filter: Object.fromEntries(new URLSearchParams(query)) };
}

/** The fragment of a place; an empty filter is left out. */
export function writePlace({ tab, filter }: Place): string {
  const kept = Object.entries(filter).filter(([, value]) => value !== "");
  const query = new URLSearchParams(kept).toString();
  return `#${tab}${query ? `?${query}` : ""}`;
}

/** Goes along with the fragment of the page. */
export function usePlace(): Place {
  const [hash, setHash] = useState("");
  useEffect(() => {
    const follow = () => setHash(location.hash);
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return readPlace(hash);
}
