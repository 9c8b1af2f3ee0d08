import { type EdgeEvent, type EdgeReply, type EdgeRequest, headerOf, refusal } from "./event";

/** What the admin page calls at Cognito; all of it is open to whoever knows the client id. */
const actions = [
  "InitiateAuth",
  "RespondToAuthChallenge",
  "RevokeToken",
  "ForgotPassword",
  "ConfirmForgotPassword",
  "AssociateSoftwareToken",
  "VerifySoftwareToken",
  "SetUserMFAPreference",
];

/** More than any of these requests has. */
const maxBodyBytes = 8 * 1024;

/** Viewer request of `/auth`: lets those calls through to Cognito and nothing else, and no cookie. */
export function signIn() {
  return (event: Pick<EdgeEvent, "request">): EdgeRequest | EdgeReply => {
    const request = event.request;
    if (request.method !== "POST")
      return refusal(405, "Method Not Allowed", "refused", "Sign-in is a POST.");
    if (!isSignIn(request))
      return refusal(403, "Forbidden", "access.denied", "This is not a sign-in.");
    if (Number(headerOf(request, "content-length")) > maxBodyBytes) {
      return refusal(413, "Payload Too Large", "body.large", "The request is too large.");
    }
    request.uri = "/";
    request.querystring = {};
    request.cookies = {};
    return request;
  };
}

function isSignIn(request: EdgeRequest): boolean {
  const type = headerOf(request, "content-type").split(";")[0];
  const target = headerOf(request, "x-amz-target").split(".");
  return (
    type === "application/x-amz-json-1.1" &&
    target.length === 2 &&
    target[0] === "AWSCognitoIdentityProviderService" &&
    actions.indexOf(target[1] as string) >= 0
  );
}
