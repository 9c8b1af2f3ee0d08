import { money } from "../../contract/rules/money";
import type { Product } from "../../contract/schemas/products";
import { useSite } from "../site";
import { say } from "../text";
import { stockState } from "./catalog";

/** One product with its price and stock. */
export function ProductCard(props: { product: Product }) {
  const { business, language, t } = useSite();
  const { name, price, stock, product_id } = props.product;
  const state = stockState(stock);
  const words = {
    "in-stock": t.shop.inStock,
    last: t.shop.last(stock),
    "sold-out": t.shop.soldOut,
  };
  return (
    <li class={`product product-${state}`} data-testid="product" data-product={product_id}>
      <h3 tabIndex={-1}>{say(name, language)}</h3>
      <p class="product-price">{money(price, business.currency, language)}</p>
      <p class={`stock stock-${state}`}>{words[state]}</p>
    </li>
  );
}
