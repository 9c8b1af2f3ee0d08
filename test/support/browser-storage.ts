/** Puts storages that behave like a browser's in place for each test of a suite, and takes them away again. */
export function useBrowserStorage(): { readonly tab: FakeStorage; readonly device: FakeStorage } {
  const storages = { tab: new FakeStorage(), device: new FakeStorage() };
  const names = { sessionStorage: storages.tab, localStorage: storages.device };
  const before = Object.keys(names).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  beforeEach(() => {
    for (const [name, value] of Object.entries(names)) {
      value.reset();
      Object.defineProperty(globalThis, name, { configurable: true, value });
    }
  });
  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
  return storages;
}

export class FakeStorage {
  readonly texts = new Map<string, string>();
  /** As in a private window that allows no site to keep anything. */
  refuses = false;

  reset(): void {
    this.texts.clear();
    this.refuses = false;
  }

  getItem(key: string): string | null {
    this.check();
    return this.texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.check();
    this.texts.set(key, text);
  }

  removeItem(key: string): void {
    this.check();
    this.texts.delete(key);
  }

  private check(): void {
    if (this.refuses) throw new Error("The operation is insecure.");
  }
}
