import { useEffect, useState } from "preact/hooks";

/** The sections of the desk, in the order of its tabs. */
export const tabs = ["bookings", "customers", "products", "feedback", "users", "business"] as const;
export type Tab = (typeof tabs)[number];

/** What the desk shows: a tab and its filter, "#bookings?status=pending". */
export interface View {
  readonly tab: Tab;
  readonly filter: Readonly<Record<string, string>>;
}

/** Reads a view from a fragment; an unknown one is the first tab. */
export function readView(hash: string): View {
  const [name, query = ""] = hash.replace(/^#/, "").split("?");
  const tab = tabs.find((each) => each === name);
  if (!tab) return { tab: tabs[0], filter: {} };
  return { tab, filter: Object.fromEntries(new URLSearchParams(query)) };
}

/** The fragment of a view; an empty filter is left out. */
export function writeView({ tab, filter }: View): string {
  const kept = Object.entries(filter).filter(([, value]) => value !== "");
  const query = new URLSearchParams(kept).toString();
  return `#${tab}${query ? `?${query}` : ""}`;
}

/** The view that the fragment of the page names. */
export function useView(): View {
  const [hash, setHash] = useState("");
  useEffect(() => {
    const follow = () => setHash(location.hash);
    follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return readView(hash);
}
