import { useState } from "preact/hooks";
import type { Business, Language } from "../../../contract/business";
import { createProduct, replaceProduct } from "../../../contract/operations";
import { productProblems } from "../../../contract/rules/choice";
import { currencySign, readMoney, typedMoney } from "../../../contract/rules/money";
import {
  type Product,
  type ProductRequest,
  productRequestSchema,
} from "../../../contract/schemas/products";
import { checkForm, type Problems } from "../../check-form";
import { say, typeset } from "../../text";
import { Editor } from "../controls/editor";
import { CheckField, ChoiceField, TextField } from "../controls/field";
import { toNumber } from "../controls/to-number";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { findProduct } from "./find-product";

/** Adds a product, or replaces one at the version that was read. */
export function ProductForm(props: {
  readonly product: Product | undefined;
  readonly onSaved: (product: Product) => void;
  /** The newer version that somebody else has saved. */
  readonly onReloaded: (product: Product) => void;
  readonly onClose: () => void;
}) {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const { product } = props;
  const [draft, setDraft] = useState(() => draftOf(business, language, product));
  const [problems, setProblems] = useState<Problems>({});
  const [isLost, setLost] = useState(false);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });

  const w = t.products;

  const save = async () => {
    const names = business.languages.map((each) => [each, draft.name[each] ?? ""]);
    const body = {
      name: Object.fromEntries(names),
      category: draft.category,
      price: readMoney(draft.price, business.currency),
      stock: toNumber(draft.stock),
      active: draft.active,
      // The form does not show it, and must not remove it.
      ...(product?.expiresAt !== undefined && { expiresAt: product.expiresAt }),
    } as ProductRequest;
    const checked = checkForm({ business, language }, productRequestSchema, body, (request) =>
      productProblems(business, request),
    );
    if (!checked.ok) {
      // The sentence that the schemas share asks customers for their own name.
      const nameless = business.languages.filter((each) => !draft.name[each]?.trim());
      const missing = nameless.map((each) => [`name.${each}`, w.nameMissing]);
      setProblems({ ...checked.problems, ...Object.fromEntries(missing) });
      return;
    }
    setProblems({});
    const made = await action.run(() =>
      product
        ? call(replaceProduct, {
            params: { product_id: product.product_id },
            body: { ...body, version: product.version },
          })
        : call(createProduct, { body }),
    );
    if (made) props.onSaved(made.reply);
  };
  const reload = async () => {
    if (!product) return;
    const found = await findProduct(call, product.product_id);
    if (found) props.onReloaded(found);
    else setLost(true);
  };

  const isStale = product !== undefined && action.failure?.code === "product.stale";
  const wrong = { ...mapped(action.failure?.fields), ...problems };
  const isWrong = Object.keys(problems).length > 0;
  return (
    <Editor
      title={product ? w.editTitle(say(product.name, language)) : w.addTitle}
      busy={action.busy}
      problem={isWrong ? t.failure.check : isStale ? "" : action.problem}
      onSave={save}
      onClose={props.onClose}
    >
      {isStale && (
        <div class="notice notice-problem" role="alert" data-testid="stale">
          <p class="notice-title">{w.staleTitle}</p>
          <p>{isLost ? w.reloadFailed : w.stale}</p>
          <button type="button" class="button button-small" onClick={reload}>
            {w.reload}
          </button>
        </div>
      )}
      {business.languages.map((each) => (
        <TextField
          key={each}
          id={`product-name-${each}`}
          label={w.name[each]}
          value={draft.name[each] ?? ""}
          problem={wrong[`name.${each}`]}
          onInput={(value) => set({ name: { ...draft.name, [each]: value } })}
        />
      ))}
      <ChoiceField
        id="product-category"
        label={w.category}
        value={draft.category}
        onInput={(category) => set({ category })}
        options={business.productCategories.map(({ id, name }) => ({
          value: id,
          label: say(name, language),
        }))}
      />
      <TextField
        id="product-price"
        label={w.price(currencySign(business.currency, language))}
        inputMode="numeric"
        value={draft.price}
        problem={wrong.price}
        onInput={(price) => set({ price })}
      />
      <TextField
        id="product-stock"
        label={w.stock}
        inputMode="numeric"
        value={draft.stock}
        problem={wrong.stock}
        onInput={(stock) => set({ stock })}
      />
      <CheckField
        id="product-active"
        label={w.active}
        checked={draft.active}
        onInput={(active) => set({ active })}
      />
    </Editor>
  );
}

function draftOf(business: Business, language: Language, product: Product | undefined) {
  return {
    name: { ...product?.name } as Partial<Record<Language, string>>,
    category: product?.category ?? business.productCategories[0].id,
    price: product ? typedMoney(product.price, business.currency, language) : "",
    stock: product ? String(product.stock) : "",
    active: product?.active ?? true,
  };
}

function mapped(fields: Readonly<Record<string, string>> = {}): Problems {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, typeset(text)]));
}
