import { useEffect, useRef, useState } from "preact/hooks";
import { listProducts } from "../../contract/operations";
import type { Product } from "../../contract/schemas/products";
import { call, type Failure } from "../client";
import { appended } from "./catalog";

/** The products of a category, as far as they are loaded. */
export type Products =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: Failure }
  | {
      readonly state: "loaded";
      readonly products: readonly Product[];
      /** Where the next page starts; absent when everything is shown. */
      readonly cursor?: string;
      /** Whether the next page is loading. */
      readonly more: "idle" | "busy" | "failed";
    };

/** A page fills whole rows of two and of three. */
const pageSize = "12";

/** Loads the products of a category; "" is all of them, undefined is not known yet. */
export function useProducts(category: string | undefined) {
  const [found, setFound] = useState<Products>({ state: "loading" });
  const [round, setRound] = useState(0);
  const current = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    if (category === undefined) return;
    const abort = new AbortController();
    current.current = abort;
    setFound({ state: "loading" });
    call(listProducts, { query: question(category), signal: abort.signal }).then((result) => {
      if (abort.signal.aborted) return;
      setFound(
        result.ok
          ? { state: "loaded", more: "idle", ...result.reply }
          : { state: "failed", why: result },
      );
    });
    return () => abort.abort();
  }, [category, round]);

  const loadMore = async () => {
    if (category === undefined || found.state !== "loaded" || found.more === "busy") return;
    const { products, cursor } = found;
    const signal = current.current?.signal;
    setFound({ ...found, more: "busy" });
    const result = await call(listProducts, { query: { ...question(category), cursor }, signal });
    if (signal?.aborted) return;
    setFound(
      result.ok
        ? {
            state: "loaded",
            products: appended(products, result.reply.products),
            cursor: result.reply.cursor,
            more: "idle",
          }
        : { ...found, more: "failed" },
    );
  };

  return { found, loadMore, reload: () => setRound((last) => last + 1) };
}

function question(category: string) {
  return { category: category === "" ? undefined : category, limit: pageSize };
}
