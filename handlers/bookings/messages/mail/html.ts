import type { Business, Language } from "../../../../contract/business";
import type { MailContent, MailRow } from "./content";

/** The site's colours (www/style/base.css) and those of its dark pages. */
const light = {
  page: "#fbf5ec",
  card: "#ffffff",
  line: "#e2d0bb",
  ink: "#2a1622",
  muted: "#6a5260",
  link: "#8c3019",
  button: "#a83f22",
  buttonText: "#ffffff",
};
const dark = {
  page: "#180c14",
  card: "#2a1622",
  line: "#5b2148",
  ink: "#fbf5ec",
  muted: "#d8c4b4",
  link: "#e9c887",
  button: "#d9a441",
  buttonText: "#2a1622",
};
const band = { background: "#3a1530", text: "#f6e3bd", mark: "#d9a441" };

const serif = "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif";
const sans = "'Avenir Next','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

const darkRules = `.page{background:${dark.page}!important}.card{background:${dark.card}!important;border-color:${dark.line}!important}.line{border-color:${dark.line}!important}.ink{color:${dark.ink}!important}.muted{color:${dark.muted}!important}.link{color:${dark.link}!important}.button{background:${dark.button}!important}.button a{color:${dark.buttonText}!important}`;

/** For the clients that read a style block; the others show the inline, light styles. */
const style = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){${darkRules}}
@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}.row th,.row td{display:block!important;width:auto!important}.row th{padding-bottom:0!important;border-bottom:0!important}.row td{padding-top:2px!important}.button,.button a{display:block!important;text-align:center!important}}`;

/**
 * A mail as HTML. Tables and inline styles, since many clients know nothing else; no images, so that
 * nothing is missing where they are blocked; colours that stay legible when a client inverts them.
 */
export function mailHtml(business: Business, language: Language, content: MailContent): string {
  const name = escapeHtml(business.name);
  const initial = escapeHtml([...business.name][0] ?? "");
  const { subject, preview, greeting, opening, more, rows, policy, button, questions, phone } =
    content;
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(subject)}</title>
<style>
${style}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:${light.page}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preview)}${"&#847;&zwnj;&nbsp;".repeat(40)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${light.page}">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:${light.card};border:1px solid ${light.line};border-radius:14px;overflow:hidden;font-family:${sans}">
<tr><td class="pad" style="padding:20px 32px;background:${band.background}">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td width="40" height="40" align="center" aria-hidden="true" style="width:40px;height:40px;border-radius:11px;background:${band.mark};color:${band.background};font:600 22px/40px ${serif}">${initial}</td>
<td style="padding-left:14px;color:${band.text};font:600 22px/1.2 ${serif}">${name}</td>
</tr></table>
</td></tr>
<tr><td class="pad ink" style="padding:28px 32px 8px;color:${light.ink};font:16px/1.55 ${sans}">
<p style="margin:0 0 12px">${escapeHtml(greeting)}</p>
<h1 class="ink" style="margin:0;color:${light.ink};font:600 22px/1.35 ${serif}">${escapeHtml(opening)}</h1>${
    more
      ? `
<p style="margin:10px 0 0">${escapeHtml(more)}</p>`
      : ""
  }
</td></tr>
<tr><td class="pad" style="padding:8px 32px">
<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">
${rows.map(rowHtml).join("\n")}
</table>
</td></tr>
<tr><td class="pad" style="padding:12px 32px 28px;font:16px/1.55 ${sans}">
${policy ? `<p class="muted" style="margin:0 0 20px;color:${light.muted};font-size:15px">${escapeHtml(policy)}</p>` : '<p style="margin:0 0 8px;font-size:8px">&nbsp;</p>'}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"><tr><td>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="left"><tr><td class="button" style="border-radius:999px;background:${light.button}">
<a href="${escapeHtml(button.url)}" style="display:inline-block;padding:14px 28px;color:${light.buttonText};font:600 16px/1.25 ${sans};text-decoration:none">${escapeHtml(button.text)}</a>
</td></tr></table>
</td></tr></table>
</td></tr>
<tr><td class="pad line muted" style="padding:18px 32px;border-top:1px solid ${light.line};color:${light.muted};font:15px/1.55 ${sans}">
${escapeHtml(questions)} <a class="link" href="tel:${escapeHtml(business.phone)}" style="color:${light.link};white-space:nowrap">${escapeHtml(phone)}</a>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function rowHtml({ label, value, isOver, link }: MailRow): string {
  const cell = `padding:11px 0;border-bottom:1px solid ${light.line};text-align:left;vertical-align:top`;
  const text = escapeHtml(value);
  const shown = isOver ? `<s>${text}</s>` : text;
  const map = link
    ? `<br><a class="link" href="${escapeHtml(link.url)}" style="color:${light.link};font-weight:400">${escapeHtml(link.text)}</a>`
    : "";
  return `<tr class="row"><th scope="row" class="line muted" width="34%" style="${cell};padding-right:16px;color:${light.muted};font:400 15px/1.5 ${sans}">${escapeHtml(label)}</th>
<td class="line ${isOver ? "muted" : "ink"}" style="${cell};color:${isOver ? light.muted : light.ink};font:${isOver ? 400 : 600} 16px/1.5 ${sans}">${shown}${map}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
