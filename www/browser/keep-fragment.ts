/** Lets the language links keep the address's fragment: it is known to this browser alone. */
export function keepFragment(): void {
  const keep = () => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
      link.hash = location.hash;
    }
  };
  keep();
  addEventListener("hashchange", keep);
}
