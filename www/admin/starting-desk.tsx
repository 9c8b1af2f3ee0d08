import { useWords } from "./text";

/** The desk before its script knows who is signed in: all of it that is in the page. */
export function StartingDesk() {
  const { t } = useWords();
  return (
    <section class="panel" aria-busy="true">
      <h1>{t.title}</h1>
      <p role="status">{t.starting}</p>
    </section>
  );
}
