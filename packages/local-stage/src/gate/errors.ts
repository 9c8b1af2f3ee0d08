import type { ServerResponse } from "node:http";

/** A refusal in the words and with the code of the AWS service. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of something that no policy allows. */
export function denial(sentence: string): AwsError {
  return new AwsError(403, "AccessDeniedException", sentence);
}

/**
 * How a service writes its errors: "json" answers every mistake of the caller with 400, "rest" with a
 * status of its own, "s3" in S3's own XML, and other XML names the version of the API and what it calls
 * a denial.
 */
export type Protocol = "json" | "rest" | "s3" | { readonly xml: string; readonly denied: string };

/** Answers an error in the protocol of the service, so that its SDK client throws what it would on AWS. */
export function writeError(
  response: ServerResponse,
  service: string,
  protocol: Protocol,
  error: unknown,
): void {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError(500, "InternalServerError", "The local stage could not reach the service.");
  if (response.headersSent) response.destroy();
  else if (typeof protocol === "object") writeXml(response, service, protocol, known);
  else if (protocol === "s3") writeS3(response, known);
  else writeJson(response, protocol, known);
}

function writeJson(response: ServerResponse, protocol: "json" | "rest", error: AwsError): void {
  const isRpc = protocol === "json";
  response.writeHead(isRpc && error.status < 500 ? 400 : error.status, {
    "content-type": isRpc ? "application/x-amz-json-1.0" : "application/json",
    "x-amzn-errortype": error.code,
  });
  response.end(
    JSON.stringify({ __type: `com.amazon.coral.service#${error.code}`, message: error.message }),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function writeS3(response: ServerResponse, error: AwsError): void {
  const code = s3Code(error.code);
  response.writeHead(error.status, { "content-type": "application/xml" });
  if (error.status === 304) response.end();
  else
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(error.message)}</Message><RequestId>local</RequestId></Error>`,
    );
}

/** What S3 calls the errors that the gate makes. */
export function s3Code(code: string): string {
  const own = {
    AccessDeniedException: "AccessDenied",
    UnrecognizedClientException: "InvalidToken",
  };
  return own[code as keyof typeof own] ?? code;
}

function writeXml(
  response: ServerResponse,
  service: string,
  { xml, denied }: Exclude<Protocol, string>,
  error: AwsError,
): void {
  // Such services have names of their own for the two errors that the gate makes.
  const code =
    { AccessDeniedException: denied, UnrecognizedClientException: "InvalidClientTokenId" }[
      error.code
    ] ?? error.code;
  response.writeHead(error.status, { "content-type": "text/xml" });
  response.end(
    `<ErrorResponse xmlns="http://${service}.amazonaws.com/doc/${xml}/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  );
}

/** Text that is safe between the tags, and in the quoted attributes, of XML and HTML. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
