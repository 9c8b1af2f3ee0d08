/** What Lambda freezes into a version besides the code. */
export interface FunctionConfig {
  /** Names the zip in the data folder. */
  readonly codeHash: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly codeBytes: number;
}

export interface PublishedVersion extends FunctionConfig {
  readonly version: string;
  readonly publishedAt: string;
}

export interface Alias {
  version: string;
  description: string;
  /** Shares of the invocations, 0 to 1, that go to other versions. */
  weights?: Readonly<Record<string, number>>;
  /** Changes with every update, so that two who update at once notice each other. */
  revisionId?: string;
}

/** One function with all that was ever published of it and not deleted. */
export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  /** `$LATEST` */
  latest: FunctionConfig;
  /** Never used twice, even after a deletion. */
  nextVersion: number;
  /** Oldest first. */
  versions: PublishedVersion[];
  aliases: Record<string, Alias>;
  /** Absent: only the stage's own limit. */
  reservedConcurrency?: number;
}

/** A function that an ARN names, with the version it leads to. */
export interface ResolvedFunction {
  readonly name: string;
  /** "$LATEST" or a number. */
  readonly version: string;
  /** What stood behind the name: an alias, a version or "". */
  readonly qualifier: string;
  readonly arn: string;
  readonly config: FunctionConfig;
}
