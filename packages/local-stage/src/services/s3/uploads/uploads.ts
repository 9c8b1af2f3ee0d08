import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { AwsError, denial, writeError } from "../../../gate/errors";
import type { Gate } from "../../../gate/gate";
import type { Graph } from "../../../graph";
import { listen, readBody } from "../../../http/server";
import type { Log } from "../../../log";
import { type Buckets, bucketResources } from "../buckets";
import { newObject } from "../content";
import { corsHeaders, corsRulesOf } from "./cors";
import { readForm } from "./form";
import { checkPolicy, checkSignature, signerOf } from "./upload-policy";

export interface UploadsOptions {
  readonly graph: Graph;
  readonly buckets: Promise<Buckets>;
  readonly gate: Pick<Gate, "caller">;
  /** Which local address stands for a host name; read at each request, since the site comes up later. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly log: Log;
}

/** One bucket's own address on this machine. */
export interface UploadAddress {
  /** The names of the bucket's host that it stands for. */
  readonly hosts: readonly string[];
  readonly url: string;
  close(): Promise<void>;
}

/** More than a form of any test; S3 takes 5 GB. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Gives every bucket that lets pages call it an address where their forms arrive, as a function signed them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export function startUploads(options: UploadsOptions): Promise<UploadAddress[]> {
  const { graph, log } = options;
  const open = bucketResources(graph).filter(({ id }) => corsRulesOf(graph, id).length > 0);
  return Promise.all(
    open.map(async ({ id, outputs }) => {
      const hosts = [outputs.bucketRegionalDomainName, outputs.bucketDomainName].filter(Boolean);
      const rules = corsRulesOf(graph, id);
      const server = await listen(
        async (request, response) => {
          const cors = corsHeaders(rules, request, options.hosts);
          for (const [name, value] of Object.entries(cors ?? {})) {
            response.setHeader(name, value as string);
          }
          try {
            response.writeHead(...(await answer(options, id, request, cors !== undefined)));
            response.end();
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            log(`Bucket ${id} refuses an upload: ${error.message}`);
            writeError(response, "s3", "s3", error);
          }
        },
        // Its rules say which pages may read the answers.
        { hosts, open: true },
      );
      return { hosts, url: server.url, close: server.close };
    }),
  );
}

type Head = Parameters<(status: number, headers: OutgoingHttpHeaders) => ServerResponse>;

async function answer(
  { buckets, gate }: UploadsOptions,
  name: string,
  request: IncomingMessage,
  isAllowed: boolean,
): Promise<Head> {
  if (request.method === "OPTIONS") {
    if (isAllowed) return [200, { "content-length": 0 }];
    const message = "CORSResponse: This CORS request is not allowed.";
    throw new AwsError(403, "AccessForbidden", message);
  }
  if (request.method !== "POST" || request.url !== "/") {
    throw new AwsError(501, "NotSimulated", "The local stage has signed forms alone here.");
  }
  const body = await readBody(request, mostBytes);
  if (!body) throw new AwsError(400, "EntityTooLarge", "The local stage takes 64 MB at most.");
  const form = readForm(request.headers["content-type"] ?? "", body);
  const { accessKeyId, scope } = signerOf(form);
  const caller = gate.caller(accessKeyId);
  if (!caller) throw denial("The AWS Access Key Id you provided does not exist in our records.");
  checkSignature(form, scope, caller.credentials);
  checkPolicy(form, name);
  const { fields, file } = form;
  const key = fields.key ?? "";
  caller.require({ action: "s3:PutObject", resource: `arn:aws:s3:::${name}/${key}` });
  const bucket = (await buckets).get(name);
  if (!bucket) throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
  const type = fields["content-type"];
  const object = newObject(file, type === undefined ? {} : { "content-type": type });
  bucket.put(key, object);
  return [204, { etag: object.etag }];
}
