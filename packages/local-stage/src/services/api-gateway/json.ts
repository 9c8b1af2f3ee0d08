/** Part of an OpenAPI document. */
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is as deep as its author likes
export type Json = any;
