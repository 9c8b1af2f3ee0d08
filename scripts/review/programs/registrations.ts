/** What a program tells the engine of a resource beside its inputs. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** As the stand-in for the engine named it; none directly below the stack. */
  readonly parent: string;
  readonly aliases: readonly Alias[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly secretOutputs: readonly string[];
  /** By input: the resources that it comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** A name that a resource had before; what is not said is as it is now. */
export interface Alias {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/** Registrations by the URN that the SDK's stand-in for the engine gives them. */
export type Registrations = ReadonlyMap<string, Registration>;

/** Notes every registration of the programs that run under that SDK from now on. */
export function noteRegistrations(requireAsProgram: NodeJS.Require): Registrations {
  const noted = new Map<string, Registration>();
  const { MockMonitor } = requireAsProgram("@pulumi/pulumi/runtime/mocks");
  const { registerResource } = MockMonitor.prototype;
  MockMonitor.prototype.registerResource = function (request: Request, done: unknown) {
    const registration = registrationIn(request);
    const { parent, type, name } = registration;
    noted.set(this.newUrn(parent, type, name), registration);
    return registerResource.call(this, request, done);
  };
  return noted;
}

function registrationIn(request: Request): Registration {
  const sources: [string, readonly string[]][] = [];
  request.getPropertydependenciesMap().forEach((urns, property) => {
    if (urns.getUrnsList().length > 0) sources.push([property, urns.getUrnsList()]);
  });
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    aliases: [
      ...request.getAliasurnsList().map((urn) => ({ urn })),
      ...request.getAliasesList().map(aliasIn),
    ],
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    sources: Object.fromEntries(sources),
  };
}

function aliasIn(alias: AliasMessage): Alias {
  const spec = alias.getSpec();
  if (!spec) return { urn: alias.getUrn() };
  return {
    ...(spec.getName() && { name: spec.getName() }),
    ...(spec.getType() && { type: spec.getType() }),
    ...(spec.getParenturn() && { parent: spec.getParenturn() }),
    noParent: spec.getNoparent(),
  };
}

/** What is read of the SDK's messages; the program's SDK need not be the one of this project. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getAliasurnsList(): string[];
  getAliasesList(): AliasMessage[];
  getPropertydependenciesMap(): {
    forEach(each: (urns: { getUrnsList(): string[] }, property: string) => void): void;
  };
}

interface AliasMessage {
  getUrn(): string;
  getSpec():
    | {
        getName(): string;
        getType(): string;
        getParenturn(): string;
        getNoparent(): boolean;
      }
    | undefined;
}
