import type { Business, Language } from "../../../../contract/business";
import type { MailContent } from "./content";
import { mailWords } from "./wording";

/** A mail as plain text, for those who read no HTML; it says as much. */
export function mailText(business: Business, language: Language, content: MailContent): string {
  const { colon } = mailWords[language];
  const details = content.rows.flatMap(({ label, value, link }) => [
    `${label}${colon} ${value}`,
    ...(link ? [`${link.text}${colon} ${link.url}`] : []),
  ]);
  return [
    content.greeting,
    content.more ? `${content.opening} ${content.more}` : content.opening,
    details.join("\n"),
    ...(content.policy ? [content.policy] : []),
    `${content.button.text}${colon}\n${content.button.url}`,
    `${content.questions} ${content.phone}`,
    business.name,
  ].join("\n\n");
}
