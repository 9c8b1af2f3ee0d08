import * as pulumi from "@pulumi/pulumi";
import { strToU8 } from "fflate";
import { writeZip } from "../../build/bundles";

/** What a Lambda function runs. */
export interface FunctionCode {
  readonly archive: pulumi.asset.Archive;
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

/** The code of a closure: the zip of this name holds its text and nothing else. */
export function closureCode(zipName: string, factory: HandlerFactory): FunctionCode {
  return zipCode(
    serializedText(factory).then((text) => writeZip(zipName, "index.js", strToU8(text))),
  );
}

/** The text of a module whose `handler` is what the factory returns. */
export async function serializedText(factory: HandlerFactory): Promise<string> {
  const { text } = await pulumi.runtime.serializeFunction(factory, { isFactoryFunction: true });
  return text;
}
