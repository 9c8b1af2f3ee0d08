import { type Page, pagePath } from "../site";
import { usePageWords } from "./text";

/** A link to a page that knows whether it is the one that is shown. */
export function PageLink(props: { to: Page; here: Page; text: string }) {
  const { business, language } = usePageWords();
  return (
    <a
      href={pagePath(business, props.to, language)}
      aria-current={props.to === props.here ? "page" : undefined}
    >
      {props.text}
    </a>
  );
}
