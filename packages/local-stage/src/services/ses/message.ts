/** The mail that SES makes of SendEmail's fields; a lone text or HTML part is all the inbox needs. */
export function plainMessage(form: URLSearchParams): Buffer {
  const values = (prefix: string) =>
    [...form].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  const html = form.get("Message.Body.Html.Data");
  const text = form.get("Message.Body.Text.Data") ?? "";
  const parts = [
    ...(text || !html ? [part("plain", text)] : []),
    ...(html ? [part("html", html)] : []),
  ];
  const headers = [
    `From: ${form.get("Source") ?? ""}`,
    `To: ${values("Destination.ToAddresses.member.").join(", ")}`,
    ...optional("Cc", values("Destination.CcAddresses.member.")),
    ...optional("Reply-To", values("ReplyToAddresses.member.")),
    `Subject: =?UTF-8?B?${Buffer.from(form.get("Message.Subject.Data") ?? "").toString("base64")}?=`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="part"',
  ];
  // A line break inside a header would start another one.
  const safe = headers.map((header) => header.replace(/[\r\n]+/g, " "));
  const body = parts.map((lines) => `--part\r\n${lines}`).join("");
  return Buffer.from(`${safe.join("\r\n")}\r\n\r\n${body}--part--\r\n`);
}

function part(kind: "plain" | "html", content: string): string {
  const encoded = Buffer.from(content).toString("base64").replace(/.{76}/g, "$&\r\n");
  return `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`;
}

function optional(name: string, values: readonly string[]): string[] {
  return values.length > 0 ? [`${name}: ${values.join(", ")}`] : [];
}
