import { useSite } from "../site";
import { say } from "../text";

/** One shelf or all of them, as a radio group. */
export function ShelfFilter(props: { value: string; onChange: (shelf: string) => void }) {
  const { business, language, t } = useSite();
  const shelves = [
    { id: "", name: t.shop.all },
    ...business.productCategories.map(({ id, name }) => ({ id, name: say(name, language) })),
  ];
  return (
    <fieldset class="filter">
      <legend class="visually-hidden">{t.shop.filterLabel}</legend>
      {shelves.map(({ id, name }) => (
        <label key={id} class="filter-choice">
          <input
            type="radio"
            name="shelf"
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
