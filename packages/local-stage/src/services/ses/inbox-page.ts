import { escapeXml as safe } from "../../gate/errors";
import type { Mail } from "./mailbox";

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: LinkText; }
ol { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
li { border-bottom: 1px solid var(--line); }
li a { display: block; padding: .75rem .5rem; text-decoration: none; }
li a:hover, li a:focus-visible { background: var(--soft); }
strong { display: block; overflow-wrap: anywhere; }
small { color: CanvasText; opacity: .8; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { opacity: .8; } dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: 1rem; border-radius: .5rem; }
iframe { width: 100%; height: 40rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
`;

/** What a mail's HTML may do: open its links beside the inbox, as pages that may run their scripts. */
export const mailSandbox = "allow-popups allow-popups-to-escape-sandbox";

/** The list of mails, newest first. */
export function inboxPage(mails: readonly Mail[]): string {
  const title = `Inbox (${mails.length})`;
  if (mails.length === 0) {
    const hint =
      "No mail yet. What the functions send through SES shows up here; nothing leaves this machine.";
    return page(title, `<h1>Inbox</h1><p>${hint}</p>`);
  }
  const items = mails.map(
    (mail) =>
      `<li><a href="/mail/${mail.id}"><strong>${safe(subject(mail))}</strong><small>to ${safe(mail.to.join(", "))}${mail.attachments.length > 0 ? `, ${plural(mail.attachments.length)}` : ""}, ${time(mail)}</small></a></li>`,
  );
  return page(title, `<h1>${title}</h1><ol>${items.join("")}</ol>`);
}

/** One mail with everything in it. */
export function mailPage(mail: Mail): string {
  const fields: [string, string][] = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
  ];
  const attachments = mail.attachments.map(
    (attachment, index) =>
      `<li><a href="/mail/${mail.id}/attachments/${index}" download>${safe(attachment.filename)} <small>${safe(attachment.mimeType)}, ${attachment.bytes.length} bytes</small></a></li>`,
  );
  const headers = mail.headers.map(
    ({ key, value }) => `<dt>${safe(key)}</dt><dd>${safe(value)}</dd>`,
  );
  return page(
    subject(mail),
    `<p><a href="/">All mails</a></p><h1>${safe(subject(mail))}</h1>
<dl>${fields.map(([name, value]) => `<dt>${name}</dt><dd>${safe(value)}</dd>`).join("")}<dt>Received</dt><dd>${time(mail)}</dd></dl>
${attachments.length > 0 ? `<h2>Attachments</h2><ol>${attachments.join("")}</ol>` : ""}
${mail.html ? `<h2>As HTML</h2><iframe sandbox="${mailSandbox}" title="The mail as HTML" src="/mail/${mail.id}/html"></iframe>` : ""}
${mail.text ? `<h2>As text</h2><pre>${withLinks(mail.text)}</pre>` : ""}
<h2>Headers</h2><dl>${headers.join("")}</dl>
<p><a href="/mail/${mail.id}/raw">The mail as it was sent</a></p>`,
  );
}

/** For a mail or an attachment that is not there. */
export function missingPage(): string {
  return page("Not found", '<h1>Not found</h1><p><a href="/">All mails</a></p>');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

/** Text as HTML, in which its addresses can be followed. */
function withLinks(text: string): string {
  return safe(text).replace(
    /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g,
    (url) => `<a href="${url}" target="_blank" rel="noreferrer">${url}</a>`,
  );
}

function subject(mail: Mail): string {
  return mail.subject || "(no subject)";
}

function time(mail: Mail): string {
  return `<time datetime="${safe(mail.date)}">${safe(mail.date.replace("T", " ").slice(0, 19))} UTC</time>`;
}

function plural(count: number): string {
  return count === 1 ? "1 attachment" : `${count} attachments`;
}
