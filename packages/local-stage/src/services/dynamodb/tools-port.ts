import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError, writeError } from "../../gate/errors";
import { hasOwnKey, type OwnKey } from "../../gate/own-key";
import { send } from "../../http/client";
import { hopByHop } from "../../http/headers";
import { type Listening, listen, readBody } from "../../http/server";
import type { Engine } from "./engine";

/** DynamoDB takes requests of 16 MB. */
const longestBody = 16 * 1024 * 1024;

/**
 * Serves the tables, past every check of roles, to people's own tools: to who has the stage's own key.
 * The engine itself answers anybody, and pages of every origin, so nobody is told where it is.
 */
export function startToolsPort(engine: Engine, key: OwnKey): Promise<Listening> {
  return listen(async (message, response) => {
    try {
      await answer(engine, key, message, response);
    } catch (error) {
      writeError(response, "dynamodb", "json", error);
    }
  });
}

async function answer(
  engine: Engine,
  key: OwnKey,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (message.method !== "POST" || !hasOwnKey(message, key)) {
    const sentence =
      "The security token included in the request is invalid; sign with the key in the stage's data folder.";
    throw new AwsError(400, "UnrecognizedClientException", sentence);
  }
  const body = await readBody(message, longestBody);
  if (!body) throw new AwsError(413, "RequestEntityTooLargeException", "The request is too large.");
  const { headers, status, body: answered } = await send(engine.url, passedOn(message), body);
  for (const name of Object.keys(headers)) {
    if (hopByHop.has(name) || name.startsWith("access-control-")) delete headers[name];
  }
  response.writeHead(status, headers);
  response.end(answered);
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === "string" && !hopByHop.has(entry[0]) && entry[0] !== "host",
    ),
  );
}
