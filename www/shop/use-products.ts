import { useEffect, useRef, useState } from "preact/hooks";
import { listProducts } from "../../contract/operations";
import type { Product } from "../../contract/schemas/products";
import { call, type Failure } from "../client";
import { appended } from "./shelves";

/** What is known of the products on a shelf. */
export type Products =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly why: Failure }
  | {
      readonly state: "loaded";
      readonly products: readonly Product[];
      /** Where the next page starts; absent when everything is shown. */
      readonly cursor?: string;
      /** How the loading of the next page stands. */
      readonly more: "idle" | "busy" | "failed";
    };

/** A page fills whole rows of two and of three. */
const pageSize = "12";

/** Loads the products of a shelf, "" being every shelf; undefined is not known yet. */
export function useProducts(shelf: string | undefined) {
  const [found, setFound] = useState<Products>({ state: "loading" });
  const [round, setRound] = useState(0);
  const current = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    if (shelf === undefined) return;
    const abort = new AbortController();
    current.current = abort;
    setFound({ state: "loading" });
    call(listProducts, { query: question(shelf), signal: abort.signal }).then((result) => {
      if (abort.signal.aborted) return;
      setFound(
        result.ok
          ? { state: "loaded", more: "idle", ...result.reply }
          : { state: "failed", why: result },
      );
    });
    return () => abort.abort();
  }, [shelf, round]);

  const loadMore = async () => {
    if (shelf === undefined || found.state !== "loaded" || found.more === "busy") return;
    const { products, cursor } = found;
    const signal = current.current?.signal;
    setFound({ ...found, more: "busy" });
    const result = await call(listProducts, { query: { ...question(shelf), cursor }, signal });
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

function question(shelf: string) {
  return { category: shelf === "" ? undefined : shelf, limit: pageSize };
}
