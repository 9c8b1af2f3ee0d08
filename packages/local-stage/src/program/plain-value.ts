import { resolve } from "node:path";

/** The SDK of a program. */
export type Sdk = typeof import("@pulumi/pulumi");

/** Where in a value the secrets are. */
export function secretPaths(pulumi: Sdk, value: unknown, path: readonly string[] = []): string[] {
  if (pulumi.runtime.isRpcSecret(value)) return [path.join(".")];
  if (value === null || typeof value !== "object") return [];
  if (isAsset(pulumi, value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    secretPaths(pulumi, inner, [...path, key]),
  );
}

/** A value with its secrets unwrapped, and the files of its assets where the program sees them. */
export function plainValue(pulumi: Sdk, value: unknown, folder: string): unknown {
  if (pulumi.runtime.isRpcSecret(value)) {
    return plainValue(pulumi, pulumi.runtime.unwrapRpcSecret(value), folder);
  }
  if (isAsset(pulumi, value)) return fromFolder(value as FileBacked, folder);
  if (Array.isArray(value)) {
    return (value as unknown[]).map((each) => plainValue(pulumi, each, folder));
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, plainValue(pulumi, inner, folder)]),
    );
  }
  return value;
}

interface FileBacked {
  path?: Promise<string>;
  /** Of an archive of several. */
  assets?: Promise<Record<string, FileBacked>>;
}

/** A relative path begins at the program's folder, wherever the stage runs. */
function fromFolder(asset: FileBacked, folder: string): FileBacked {
  const { path, assets } = asset;
  if (path !== undefined) asset.path = Promise.resolve(path).then((file) => resolve(folder, file));
  if (assets !== undefined) {
    asset.assets = Promise.resolve(assets).then((parts) => {
      for (const part of Object.values(parts)) fromFolder(part, folder);
      return parts;
    });
  }
  // What fails, a bundle for example, says so where it is read.
  asset.path?.catch(() => {});
  asset.assets?.catch(() => {});
  return asset;
}

function isAsset(pulumi: Sdk, value: unknown): boolean {
  return pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value);
}
