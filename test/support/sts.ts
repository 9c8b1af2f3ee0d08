import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The account whose credentials these are. */
export const signedInAccount = "123456789012";

/** AWS's answer to who is signed in, served on this machine; `variables` lead the SDK to it. */
export async function startSts(account = signedInAccount) {
  const server = createServer((_, response) => {
    const result = `<Arn>arn:aws:iam::${account}:user/deployer</Arn><UserId>AIDA</UserId><Account>${account}</Account>`;
    response.setHeader("content-type", "text/xml");
    response.end(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    variables: {
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    },
    stop: () => server.close(),
  };
}
