import * as pulumi from "@pulumi/pulumi";
import { strToU8 } from "fflate";
import { writeZip } from "../../build/bundles";
import { canonicalText } from "./closure-text";

/** What a Lambda function runs. */
export interface FunctionCode {
  readonly archive: pulumi.Input<pulumi.asset.Archive>;
  readonly handler: string;
}

/** Makes the handler; runs once per container, with only plain values and outputs captured. */
export type HandlerFactory = () => (
  event: never,
  context: { readonly awsRequestId: string },
) => Promise<unknown>;

/** The code of a zip that is being made. */
export function zipCode(zipPath: Promise<string>): FunctionCode {
  return { archive: new pulumi.asset.FileArchive(zipPath), handler: "index.handler" };
}

/**
 * The code of a closure: the zip of this name holds its text and nothing else. It is unknown for as long
 * as something captured is, so that no preview promises a zip that the deployment does not make.
 */
export function closureCode(zipName: string, factory: HandlerFactory): FunctionCode {
  const archive = serialized(factory).then(({ text, captured }) => {
    const zip = writeZip(zipName, "index.js", strToU8(text));
    return pulumi.all(captured).apply(() => new pulumi.asset.FileArchive(zip));
  });
  return { archive: pulumi.output(archive), handler: "index.handler" };
}

/** The text of a module whose `handler` is what the factory returns. */
export async function serializedText(factory: HandlerFactory): Promise<string> {
  return (await serialized(factory)).text;
}

async function serialized(factory: HandlerFactory) {
  const captured: pulumi.Output<unknown>[] = [];
  const { text } = await pulumi.runtime.serializeFunction(factory, {
    isFactoryFunction: true,
    serialize(value: unknown) {
      if (pulumi.Output.isInstance(value)) captured.push(value);
      return true;
    },
  });
  return { text: await canonicalText(text), captured };
}
