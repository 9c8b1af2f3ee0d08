import { useEffect, useState } from "preact/hooks";
import { businessPhoneText } from "../../contract/rules/phone-text";
import { errorText } from "../error-text";
import { Icon } from "../icons";
import { LoadMore } from "../load-more";
import { useSite } from "../site";
import { say } from "../text";
import { byCategory, categoryQuery, requestedCategory } from "./catalog";
import { CategoryFilter } from "./category-filter";
import { ProductCard } from "./product-card";
import { type Products, useProducts } from "./use-products";

/** The products of the business; the address keeps the chosen category. */
export function ShopPage() {
  const { business, language, t } = useSite();
  const [category, setCategory] = useState<string>();
  const { found, loadMore, reload } = useProducts(category);

  useEffect(() => setCategory(requestedCategory(business, location.search)), []);
  useEffect(() => {
    if (category === undefined) return;
    history.replaceState(null, "", `${location.pathname}${categoryQuery(category)}`);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
      link.search = categoryQuery(category);
    }
  }, [category]);

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
          {t.shop.call(businessPhoneText(business, language))}
        </a>
      </aside>
      <CategoryFilter value={category ?? ""} onChange={setCategory} />
      <div
        class="catalog"
        aria-busy={found.state === "loading" ? "true" : undefined}
        data-testid="catalog"
        data-state={found.state}
      >
        <Catalog found={found} onMore={loadMore} onRetry={reload} />
      </div>
    </>
  );
}

function Catalog(props: { found: Products; onMore: () => void; onRetry: () => void }) {
  const { business, language, t } = useSite();
  const { found } = props;
  if (found.state === "loading") return <ProductsSkeleton />;
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
      {byCategory(business, found.products).map(({ category, products }) => (
        <section key={category.id} class="category" aria-labelledby={`category-${category.id}`}>
          <h2 id={`category-${category.id}`}>{say(category.name, language)}</h2>
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

function ProductsSkeleton() {
  const { t } = useSite();
  return (
    <div data-testid="catalog-loading">
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
