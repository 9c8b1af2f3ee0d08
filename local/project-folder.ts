import { resolve } from "node:path";

/** The root of the project; apart from program.ts, which takes the Pulumi SDK along. */
export const projectFolder = resolve(__dirname, "..");
