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

/** Answers an error in the protocol of the service, so that its SDK client throws what it would on AWS. */
export function writeError(response: ServerResponse, service: string, error: unknown): void {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError(500, "InternalServerError", "The local stage could not reach the service.");
  if (response.headersSent) response.destroy();
  else if (xmlServices[service]) writeXml(response, service, known);
  else writeJson(response, service, known);
}

function writeJson(response: ServerResponse, service: string, error: AwsError): void {
  // DynamoDB answers every mistake of the caller with 400; REST services use the status.
  const status = service === "dynamodb" && error.status < 500 ? 400 : error.status;
  response.writeHead(status, {
    "content-type": service === "dynamodb" ? "application/x-amz-json-1.0" : "application/json",
    "x-amzn-errortype": error.code,
  });
  response.end(
    JSON.stringify({ __type: `com.amazon.coral.service#${error.code}`, message: error.message }),
  );
}

/** The services that answer in XML: the version of their API, and their name of what is denied. */
const xmlServices: Readonly<Record<string, { version: string; denied: string }>> = {
  cloudfront: { version: "2010-12-01", denied: "AccessDenied" },
  ses: { version: "2010-12-01", denied: "AccessDenied" },
  sns: { version: "2010-03-31", denied: "AuthorizationError" },
};

function writeXml(response: ServerResponse, service: string, error: AwsError): void {
  const { version, denied } = xmlServices[service] as { version: string; denied: string };
  // They have names of their own for the two errors that the gate makes.
  const code =
    { AccessDeniedException: denied, UnrecognizedClientException: "InvalidClientTokenId" }[
      error.code
    ] ?? error.code;
  response.writeHead(error.status, { "content-type": "text/xml" });
  response.end(
    `<ErrorResponse xmlns="http://${service}.amazonaws.com/doc/${version}/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
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
