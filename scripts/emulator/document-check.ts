import {
  APIGatewayClient,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { emulatedAccount } from "../../infra/emulator";
import type { Emulator } from "./find-emulator";

/** Who tries an emulator can't mend which Node.js the SDK will want next year. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const smallest = {
  openapi: "3.0.1",
  info: { title: "emulator-check", version: "1" },
  paths: { "/": { get: { "x-amazon-apigateway-integration": { type: "mock" } } } },
};

/**
 * Throws a sentence where the emulator takes no API from an OpenAPI document, which is how the program
 * makes its own: better before hundreds of resources than in the middle of them.
 */
export async function refuseWithoutDocuments(emulator: Emulator, region: string): Promise<void> {
  const client = new APIGatewayClient({
    endpoint: emulator.address,
    region,
    credentials: { accessKeyId: emulatedAccount, secretAccessKey: "emulator" },
    maxAttempts: 1,
  });
  let restApiId: string | undefined;
  try {
    restApiId = (await client.send(new CreateRestApiCommand({ name: "emulator-check" }))).id;
    const body = Buffer.from(JSON.stringify(smallest));
    await client.send(new PutRestApiCommand({ restApiId, mode: "overwrite", body }));
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `${emulator.name} takes no API from an OpenAPI document (${message}), and the program makes its API from one: use an emulator that has API Gateway's PutRestApi.`,
    );
  } finally {
    if (restApiId)
      await client.send(new DeleteRestApiCommand({ restApiId })).catch(() => undefined);
    client.destroy();
  }
}
