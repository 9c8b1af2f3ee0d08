import type { BusinessPlaceWords } from "./words";

/** What two versions differ in, as far as somebody reads on. */
export function ChangeList(props: {
  readonly changes: readonly string[];
  /** How many are told; of the others only how many there are. */
  readonly most: number;
  readonly w: BusinessPlaceWords;
}) {
  const { changes, most, w } = props;
  return (
    <>
      <ul>
        {changes.slice(0, most).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {changes.length > most && <p>{w.andMore(changes.length - most)}</p>}
    </>
  );
}
