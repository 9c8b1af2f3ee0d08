/** Keeps the address's fragment on the language links: no server ever sees it. */
export function keepFragment(): void {
  const keep = () => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
      link.hash = location.hash;
    }
  };
  keep();
  addEventListener("hashchange", keep);
}
