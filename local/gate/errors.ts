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
  else if (queryNames[service]) writeXml(response, service, known);
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

/** Who answers in XML has names of its own, service by service, for the two errors that the gate makes. */
const queryNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cloudfront: {
    AccessDeniedException: "AccessDenied",
    UnrecognizedClientException: "InvalidClientTokenId",
  },
  ses: {
    AccessDeniedException: "AccessDenied",
    UnrecognizedClientException: "InvalidClientTokenId",
  },
  sns: {
    AccessDeniedException: "AuthorizationError",
    UnrecognizedClientException: "InvalidClientTokenId",
  },
};

function writeXml(response: ServerResponse, service: string, error: AwsError): void {
  const code = queryNames[service]?.[error.code] ?? error.code;
  const version = service === "sns" ? "2010-03-31" : "2010-12-01";
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
