import { useEffect, useState } from "preact/hooks";
import { phoneText } from "../../contract/rules/phone-text";
import { errorText } from "../error-text";
import { Icon } from "../icons";
import { LoadMore } from "../load-more";
import { useSite } from "../site";
import { say } from "../text";
import { ProductCard } from "./product-card";
import { ShelfFilter } from "./shelf-filter";
import { byShelf, requestedShelf, shelfQuery } from "./shelves";
import { type Products, useProducts } from "./use-products";

/** What the business has on its shelves; the address keeps the chosen one. */
export function ShopPage() {
  const { business, language, t } = useSite();
  const [shelf, setShelf] = useState<string>();
  const { found, loadMore, reload } = useProducts(shelf);

  useEffect(() => setShelf(requestedShelf(business, location.search)), []);
  useEffect(() => {
    if (shelf === undefined) return;
    history.replaceState(null, "", `${location.pathname}${shelfQuery(shelf)}`);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
      link.search = shelfQuery(shelf);
    }
  }, [shelf]);

  return (
    <>
      <div class="page-head">
        <h1>{t.shop.title}</h1>
        <p class="lead">{say(business.phrases.shop, language)}</p>
      </div>
      <aside class="notice notice-quiet ask-for-it" aria-labelledby="ask-title">
        <div>
          <p class="notice-title" id="ask-title">
            {t.shop.askTitle}
          </p>
          <p>{t.shop.ask}</p>
        </div>
        <a class="button button-small button-quiet" href={`tel:${business.phone}`}>
          <Icon name="phone" />
          {t.shop.call(phoneText(business.phone))}
        </a>
      </aside>
      <ShelfFilter value={shelf ?? ""} onChange={setShelf} />
      <div
        class="shelves"
        aria-busy={found.state === "loading" ? "true" : undefined}
        data-testid="shelves"
        data-state={found.state}
      >
        <Shelves found={found} onMore={loadMore} onRetry={reload} />
      </div>
    </>
  );
}

function Shelves(props: { found: Products; onMore: () => void; onRetry: () => void }) {
  const { business, language, t } = useSite();
  const { found } = props;
  if (found.state === "loading") return <ShelvesSkeleton />;
  if (found.state === "failed") {
    return (
      <div class="notice notice-problem" role="alert">
        <p class="notice-title">{t.shop.errorTitle}</p>
        <p>{errorText(language, found.why)}</p>
        <button type="button" class="button button-small" onClick={props.onRetry}>
          {t.shop.retry}
        </button>
      </div>
    );
  }
  if (found.products.length === 0) {
    return (
      <div class="notice" role="status">
        <p class="notice-title">{t.shop.emptyTitle}</p>
        <p>{t.shop.empty}</p>
      </div>
    );
  }
  return (
    <>
      {byShelf(business, found.products).map(({ shelf, products }) => (
        <section key={shelf.id} class="shelf" aria-labelledby={`shelf-${shelf.id}`}>
          <h2 id={`shelf-${shelf.id}`}>{say(shelf.name, language)}</h2>
          <ul class="products">
            {products.map((product) => (
              <ProductCard key={product.product_id} product={product} />
            ))}
          </ul>
        </section>
      ))}
      <LoadMore
        state={found.more}
        left={found.cursor !== undefined}
        shown={found.products.length}
        headings=".product h3"
        words={{ more: t.shop.more, busy: t.shop.moreBusy, failed: t.shop.moreFailed }}
        said={t.shop.shown(found.products.length)}
        onMore={props.onMore}
      />
    </>
  );
}

function ShelvesSkeleton() {
  const { t } = useSite();
  return (
    <div data-testid="shelves-loading">
      <p class="hint" role="status">
        {t.shop.loading}
      </p>
      <div class="skeleton products" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6].map((each) => (
          <span key={each} class="product skeleton-product" />
        ))}
      </div>
    </div>
  );
}
