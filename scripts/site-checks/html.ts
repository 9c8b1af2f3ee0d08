import { HtmlValidate } from "html-validate";
import type { Finding, Page } from "./pages";

/** The standard, what hinders people, and nothing about how the source is laid out, since no person writes it. */
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // A renderer writes the pages: these are about taste in source text.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "doctype-style": "off",
    "no-inline-style": "off",
    "void-style": "off",
    "long-title": "off",
  },
});

/** What breaks the HTML standard or hinders assistive technology. */
export async function htmlFindings(pages: readonly Page[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { path, html } of pages) {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    found.push(
      ...messages.map(({ message, ruleId, selector }) => ({
        page: path,
        problem: `${message} (${ruleId}${selector ? `, ${selector}` : ""})`,
      })),
    );
  }
  return found;
}
