import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "../../../scripts/shop";

/** The files of a program, by their paths; one that is undefined is not there. */
export type Files = Readonly<Record<string, string | undefined>>;

const always: Files = {
  "Pulumi.yaml": "name: shopfront\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: ca-central-1\n",
  "package.json": '{ "name": "small", "main": "index.ts" }',
  "package-lock.json": "{}",
  ".gitignore": "node_modules\n",
};

/** A program that declares something of AWS; the text is what it declares. */
export function programOf(text: string): string {
  return `import * as pulumi from "@pulumi/pulumi";\nimport * as aws from "@pulumi/aws";\n${text}\nvoid [pulumi, aws];\n`;
}

/** A repository of two commits, called "base" and HEAD, with the packages of this project. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "shopfront-reviewed-"));

  constructor(base: Files, head: Files) {
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("config", "user.name", "Somebody");
    this.git("config", "user.email", "somebody@example.com");
    this.git("config", "commit.gpgsign", "false");
    symlinkSync(join(projectFolder, "node_modules"), join(this.folder, "node_modules"));
    this.commit({ ...always, ...base });
    this.git("tag", "base");
    this.commit(head);
  }

  commit(files: Files): void {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "Change it");
  }

  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === undefined) rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
  }

  git(...words: readonly string[]): string {
    // No hooks or settings of whoever runs the tests.
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    return execFileSync("git", words, { cwd: this.folder, env, encoding: "utf8" });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
