import { AwsError } from "../../../gate/errors";

/** A form with one file, as browsers send it. */
export interface UploadForm {
  /** What comes before the file, by names in lower case; S3 ignores what comes after it. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Buffer;
}

/** Reads `multipart/form-data`, and refuses what S3 would. */
export function readForm(contentType: string, body: Buffer): UploadForm {
  const [, quoted, plain] =
    /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    const message =
      "Bucket POST must be of the enclosure-type multipart/form-data. The Content-Type is not.";
    throw new AwsError(412, "PreconditionFailed", message);
  }
  const fields: Record<string, string> = Object.create(null);
  for (const { name, content } of partsOf(body, boundary)) {
    if (name.toLowerCase() === "file") return { fields, file: content };
    fields[name.toLowerCase()] = content.toString("utf8");
  }
  const message = "POST requires exactly one file upload per request.";
  throw new AwsError(400, "InvalidArgument", message);
}

function* partsOf(body: Buffer, boundary: string) {
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const start = at + mark.length;
    // Two hyphens end the form.
    if (body.toString("latin1", start, start + 2) === "--") return;
    const end = body.indexOf(Buffer.concat([Buffer.from("\r\n"), mark]), start);
    const head = body.indexOf("\r\n\r\n", start);
    if (end < 0 || head < 0 || head > end) throw malformed();
    const [, name] = /;\s*name="([^"]*)"/i.exec(body.toString("utf8", start, head)) ?? [];
    if (name === undefined) throw malformed();
    yield { name, content: body.subarray(head + 4, end) };
    at = end + 2;
  }
  throw malformed();
}

function malformed(): AwsError {
  const message = "The body of your POST request is not well-formed multipart/form-data.";
  return new AwsError(400, "MalformedPOSTRequest", message);
}
