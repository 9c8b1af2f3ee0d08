import { useSite } from "../site";
import { say } from "../text";

/** One category or all of them, as a radio group. */
export function CategoryFilter(props: { value: string; onChange: (category: string) => void }) {
  const { business, language, t } = useSite();
  const categories = [
    { id: "", name: t.shop.all },
    ...business.productCategories.map(({ id, name }) => ({ id, name: say(name, language) })),
  ];
  return (
    <fieldset class="filter">
      <legend class="visually-hidden">{t.shop.filterLabel}</legend>
      {categories.map(({ id, name }) => (
        <label key={id} class="filter-choice">
          <input
            type="radio"
            name="category"
            value={id}
            checked={id === props.value}
            onChange={() => props.onChange(id)}
          />
          <span class="filter-face">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
