/** What a program's own scripts and tests take of the local stage. */
export { Graph, type Resource } from "./graph";
export type { Caller, InvocationResult, Invoke } from "./invocation";
export { type Log, StageError } from "./log";
export { runProgram } from "./program/program";
export { type ProgramOptions, stageSettings } from "./program/settings";
export { computedValues } from "./registry";
export type { Address, Faces, Published, Seed } from "./service";
export { type Stage, type StageOptions, startStage } from "./stage";
