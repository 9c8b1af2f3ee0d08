import { useState } from "preact/hooks";
import { deleteProduct, listAllProducts } from "../../../contract/operations";
import { currencySign, money } from "../../../contract/rules/money";
import type { Product } from "../../../contract/schemas/products";
import { say } from "../../text";
import { Button } from "../controls/button";
import { ChoiceField } from "../controls/field";
import { ListStates } from "../controls/list-states";
import { RemoveButton } from "../controls/remove-button";
import { Result } from "../controls/result";
import { Cell, Table } from "../controls/table";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useList } from "../use-list";
import { type View, writeView } from "../view";
import { ProductForm } from "./product-form";

/** Every product, hidden ones too, with the form to edit them. */
export function ProductsTab(props: { readonly view: View }) {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const [edited, setEdited] = useState<Product | "new">();
  const [news, setNews] = useState("");
  const category = business.productCategories.find(({ id }) => id === props.view.filter.category);
  const list = useList<Product>(category?.id ?? "", async (cursor, signal) => {
    const query = { ...(category && { category: category.id }), ...(cursor && { cursor }) };
    const result = await call(listAllProducts, { query, signal });
    if (!result.ok) return result;
    return { ok: true, reply: { items: result.reply.products, next: result.reply.cursor } };
  });

  const w = t.products;
  const priceHeading = w.price(currencySign(business.currency, language));
  const open = (what: Product | "new" | undefined) => {
    setNews("");
    setEdited(what);
  };
  const put = (product: Product) =>
    list.change((all) => {
      const isNew = all.every(({ product_id }) => product_id !== product.product_id);
      if (isNew) return [product, ...all];
      return all.map((each) => (each.product_id === product.product_id ? product : each));
    });
  const categoryName = (id: string) => {
    const known = business.productCategories.find((each) => each.id === id);
    return known ? say(known.name, language) : id;
  };

  return (
    <section class="desk-part" aria-labelledby="part-title">
      <div class="desk-part-head">
        <h2 id="part-title" tabIndex={-1}>
          {w.title}
        </h2>
        <Button onClick={() => open("new")}>{w.add}</Button>
      </div>
      <Result text={news} />
      {edited && (
        <ProductForm
          key={edited === "new" ? "new" : `${edited.product_id} ${edited.version}`}
          product={edited === "new" ? undefined : edited}
          onSaved={(product) => {
            const name = say(product.name, language);
            put(product);
            setEdited(undefined);
            setNews(edited === "new" ? w.created(name) : w.saved(name));
          }}
          onReloaded={(product) => {
            put(product);
            setEdited(product);
          }}
          onClose={() => open(undefined)}
        />
      )}
      <div class="desk-filter">
        <ChoiceField
          id="category"
          label={w.category}
          value={category?.id ?? ""}
          onInput={(id) => {
            location.hash = writeView({ tab: "products", filter: { category: id } });
          }}
          options={[
            { value: "", label: w.allCategories },
            ...business.productCategories.map(({ id, name }) => ({
              value: id,
              label: say(name, language),
            })),
          ]}
        />
      </div>
      <ListStates list={list} empty={w.empty} emptyHint={w.emptyHint}>
        <Table
          caption={w.title}
          heads={[w.product, w.category, priceHeading, w.stock, w.state, t.list.actions]}
        >
          {list.items.map((product) => {
            const name = say(product.name, language);
            return (
              <tr key={product.product_id} data-testid={`product-${product.product_id}`}>
                <Cell label={w.product} head>
                  {name}
                </Cell>
                <Cell label={w.category}>{categoryName(product.category)}</Cell>
                <Cell label={priceHeading} number>
                  {money(product.price, business.currency, language)}
                </Cell>
                <Cell label={w.stock} number>
                  {product.stock}
                </Cell>
                <Cell label={w.state}>
                  <span class={`badge ${product.active ? "badge-confirmed" : ""}`}>
                    {product.active ? w.shownShort : w.hidden}
                  </span>
                </Cell>
                <Cell label={t.list.actions}>
                  <div class="actions">
                    <Button quiet label={t.list.editNamed(name)} onClick={() => open(product)}>
                      {t.list.edit}
                    </Button>
                    <RemoveButton
                      name={name}
                      remove={() =>
                        call(deleteProduct, { params: { product_id: product.product_id } })
                      }
                      onRemoved={() => {
                        list.change((all) =>
                          all.filter(({ product_id }) => product_id !== product.product_id),
                        );
                        setEdited(undefined);
                        setNews(w.removed(name));
                      }}
                    />
                  </div>
                </Cell>
              </tr>
            );
          })}
        </Table>
      </ListStates>
    </section>
  );
}
