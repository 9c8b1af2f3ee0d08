import { resolve } from "node:path";

/** The root of the project, where index.ts and Pulumi.yaml are. */
export const projectFolder = resolve(__dirname, "../../..");
