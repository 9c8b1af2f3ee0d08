import type { IncomingMessage, ServerResponse } from "node:http";
import { type Listening, listen } from "../../http/server";
import { inboxPage, mailPage, mailSandbox, missingPage } from "./inbox-page";
import type { Mail, Mailbox } from "./mailbox";

/**
 * Serves the mails of the local stage to a browser, and as JSON at /mails.json (attachments' contents
 * in base64).
 */
export function startInbox(mailbox: Mailbox): Promise<Listening> {
  return listen((request, response) => {
    answer(mailbox, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end("The mail cannot be read.");
    });
  });
}

async function answer(
  mailbox: Mailbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(`http://inbox${request.url}`);
  const [, first = "", id = "", view = "", part = ""] = pathname.split("/");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return reply(response, 405, "text/plain; charset=utf-8", "Only GET.");
  }
  if (pathname === "/") return page(response, 200, inboxPage(await mailbox.list()));
  if (pathname === "/mails.json") {
    const mails = (await mailbox.list()).map(asJson);
    return reply(response, 200, "application/json", JSON.stringify(mails));
  }
  const mail = first === "mail" ? await mailbox.find(id) : undefined;
  if (!mail) return page(response, 404, missingPage());
  if (view === "") return page(response, 200, mailPage(mail));
  if (view === "raw") {
    const raw = mailbox.raw(mail.id) ?? Buffer.alloc(0);
    return reply(response, 200, "text/plain; charset=utf-8", raw);
  }
  if (view === "html") return htmlBody(response, mail.html);
  const attachment = view === "attachments" ? mail.attachments[Number(part)] : undefined;
  if (!attachment) return page(response, 404, missingPage());
  const name = encodeURIComponent(attachment.filename);
  return reply(response, 200, attachment.mimeType, attachment.bytes, {
    "content-disposition": `attachment; filename*=UTF-8''${name}`,
  });
}

function page(response: ServerResponse, status: number, html: string): void {
  reply(response, status, "text/html; charset=utf-8", html, {
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
}

/**
 * A mail's HTML is a stranger's: no scripts, no requests, no access to the page around it. Its links
 * open a tab of their own, because the site lets nobody frame it.
 */
function htmlBody(response: ServerResponse, html: string): void {
  const base = '<base target="_blank">';
  const withBase = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`)
    : `${base}${html}`;
  reply(response, 200, "text/html; charset=utf-8", withBase, {
    "content-security-policy": `sandbox ${mailSandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'`,
  });
}

function reply(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": contentType,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    ...headers,
  });
  response.end(body);
}

function asJson({ attachments, headers: _headers, ...mail }: Mail) {
  return {
    ...mail,
    attachments: attachments.map(({ filename, mimeType, bytes }) => ({
      filename,
      mimeType,
      content: bytes.toString("base64"),
    })),
  };
}
