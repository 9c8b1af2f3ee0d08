import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Cloud } from "./cloud";
import { Failures } from "./failure";
import { type Difference, StandIn, type Subject, Unready } from "./stand-in";
import type { Properties } from "./values";

type Named = { getUrn(): string };
type Call<Request> = { readonly request: Request };
type Reply<Answer> = (error: Partial<grpc.ServiceError> | null, answer?: Answer) => void;

/** A method of the plugin whose errors go to the engine. */
function method<Request, Answer>(answer: (request: Request) => Answer) {
  return ({ request }: Call<Request>, reply: Reply<Answer>) => {
    try {
      reply(null, answer(request));
    } catch (error) {
      reply(asServiceError(error as Error));
    }
  };
}

function subjectOf(request: Named): Subject {
  const [, , types = "", name = ""] = request.getUrn().split("::");
  return { type: types.split("$").at(-1) as string, name };
}

function plain(struct: Struct | undefined): Properties {
  return (struct?.toJavaScript() ?? {}) as Properties;
}

function struct(properties: Properties): Struct {
  // JSON has no undefined, and neither has a Struct.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

function asServiceError(error: Error): Partial<grpc.ServiceError> {
  const code = grpc.status.UNKNOWN;
  if (!(error instanceof Unready)) return { code, message: error.message, details: error.message };
  const failed = new messages.ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setProperties(struct(error.outputs));
  failed.setReasonsList([error.message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(code);
  status.setMessage(error.message);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, message: error.message, details: error.message, metadata };
}

function asResponse({ changes, replaces, deleteBeforeReplace }: Difference): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setDiffsList([...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] as string))]);
  response.setHasdetaileddiff(true);
  const { UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  for (const { path } of changes) {
    const detail = new messages.PropertyDiff();
    detail.setKind(replaces.includes(path) ? UPDATE_REPLACE : UPDATE);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** The methods of the plugin; like the AWS provider's, it sees secrets in plain text and can preview. */
function methods(aws: StandIn): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: method(() => new PluginInfo().setVersion("7.48.0")),
    getSchema: method(() =>
      new messages.GetSchemaResponse().setSchema('{"name":"aws","version":"7.48.0"}'),
    ),
    configure: method((request: messages.ConfigureRequest) => {
      const variables = request.getVariablesMap();
      const tags = JSON.parse(variables.get("aws:config:defaultTags") ?? "{}").tags;
      aws.settings = { region: variables.get("aws:config:region") ?? "", tags };
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: method((request: messages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(struct(aws.invoke(request.getTok()))),
    ),
    check: method((request: messages.CheckRequest) => {
      const { inputs, missing } = aws.check(
        subjectOf(request),
        plain(request.getOlds()),
        plain(request.getNews()),
        request.getRandomseed_asB64(),
      );
      const failures = missing.map((property) =>
        new messages.CheckFailure().setProperty(property).setReason(`${property} is required.`),
      );
      return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(failures);
    }),
    diff: method((request: messages.DiffRequest) => {
      const olds = plain(request.getOldInputs());
      return asResponse(aws.diff(subjectOf(request), olds, plain(request.getNews())));
    }),
    create: method((request: messages.CreateRequest) => {
      const inputs = plain(request.getProperties());
      // Any seed will do, as long as no two resources have the same one.
      const seed = `${request.getUrn()} ${process.hrtime.bigint()}`;
      const { id, outputs } = aws.create(subjectOf(request), inputs, seed, request.getPreview());
      return new messages.CreateResponse().setId(id).setProperties(struct(outputs));
    }),
    update: method((request: messages.UpdateRequest) => {
      const outputs = aws.update(
        subjectOf(request),
        request.getId(),
        plain(request.getOlds()),
        plain(request.getNews()),
        request.getPreview(),
      );
      return new messages.UpdateResponse().setProperties(struct(outputs));
    }),
    read: method((request: messages.ReadRequest) => {
      const response = new messages.ReadResponse();
      const found = aws.read(subjectOf(request), request.getId());
      if (!found) return response;
      const { id, inputs, outputs } = found;
      return response.setId(id).setInputs(struct(inputs)).setProperties(struct(outputs));
    }),
    delete: method((request: messages.DeleteRequest) => {
      aws.delete(subjectOf(request), request.getId());
      return new Empty();
    }),
    cancel: method(() => new Empty()),
  };
}

function main(journal: string, failure: string): void {
  const aws = new StandIn(
    new Cloud(journal),
    new Failures(failure ? JSON.parse(failure) : undefined),
  );
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
  server.addService(ResourceProviderService, methods(aws));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine waits for the port on the first line.
    process.stdout.write(`${port}\n`);
  });
}

main(process.env.STAND_IN_JOURNAL ?? "", process.env.STAND_IN_FAILURE ?? "");
