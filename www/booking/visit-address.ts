import type { Language } from "../../contract/business";
import { type ManageLink, manageHash } from "../manage/link";
import { pagePath, type SiteContext } from "../site";
import { dictionaries } from "../text";

/**
 * Puts the visit's own address in place of the form's, without loading it: a reload, Back and a bookmark
 * lead to the visit, and nothing leads back to a filled form.
 */
export function showVisitAddress({ business, language }: SiteContext, link: ManageLink): void {
  const address = (each: Language) => `${pagePath(business, "manage", each)}${manageHash(link)}`;
  history.replaceState(null, "", address(language));
  document.title = `${dictionaries[language].manage.title} – ${business.name}`;
  for (const each of business.languages) {
    const anchor = document.querySelector<HTMLAnchorElement>(`a[data-language=${each}]`);
    if (anchor) anchor.href = address(each);
  }
}
