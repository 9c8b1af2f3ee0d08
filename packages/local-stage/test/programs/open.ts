import { join } from "node:path";
import { type Stage, startStage } from "../../src/stage";
import { temporaryFolder } from "../fixtures";

/** A program of `test/programs/`, served in this process. */
export interface OpenProgram {
  readonly stage: Stage;
  /** What the stage logged. */
  readonly lines: string[];
  close(): Promise<void>;
}

/** Starts it with a data folder of its own. */
export async function openProgram(
  name: string,
  stage: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OpenProgram> {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const started = await startStage({
    program: { folder: join(__dirname, name), stage, settings },
    dataFolder: folder.path,
    log: (line) => lines.push(line),
    retryDelayMs: 5,
  });
  return {
    stage: started,
    lines,
    async close() {
      await started.close();
      folder.remove();
    },
  };
}
