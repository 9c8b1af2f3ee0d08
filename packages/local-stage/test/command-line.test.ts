import { expect } from "chai";
import { readCommandLine } from "../src/command/command-line";
import { StageError } from "../src/log";

describe("the command line of npm start", () => {
  it("needs nothing", () => {
    expect(readCommandLine([], {})).to.deep.equal({
      port: 4000,
      fresh: false,
      help: false,
      settings: {},
    });
  });

  it("reads every option", () => {
    const flags = ["--fresh", "--mail-sandbox"];
    const hosts = ["--host", "Shop.example.com", "--host", "b"];
    const args = [
      ...flags,
      ...hosts,
      "--data-dir",
      "x",
      "--config",
      "site:a=1=2",
      "--config",
      "b=",
    ];
    expect(readCommandLine(args, { PORT: "0" })).to.deep.equal({
      port: 0,
      fresh: true,
      mailSandbox: true,
      siteHosts: ["shop.example.com", "b"],
      help: false,
      dataFolder: "x",
      settings: { "site:a": "1=2", b: "" },
    });
  });

  const mistakes: [string, string[], Record<string, string>, string][] = [
    ["an unknown option", ["--frsh"], {}, "Unknown option --frsh"],
    ["an unknown short option", ["-x"], {}, "Unknown option -x"],
    ["a stray word", ["fresh"], {}, '"fresh" is not understood'],
    ["a value where none belongs", ["--fresh=yes"], {}, "--fresh takes no value"],
    ["a missing value", ["--data-dir"], {}, "--data-dir needs a value"],
    ["an empty folder", ["--data-dir="], {}, "--data-dir needs a folder"],
    ["a setting without a value", ["--config", "colour"], {}, 'got "colour"'],
    ["a host that is an address", ["--host", "https://a.b"], {}, 'got "https://a.b"'],
    ["a port that is no number", [], { PORT: "http" }, 'PORT is "http"'],
    ["a port that is too high", [], { PORT: "65536" }, 'PORT is "65536"'],
    ["a negative port", [], { PORT: "-1" }, 'PORT is "-1"'],
  ];
  for (const [title, args, variables, sentence] of mistakes) {
    it(`answers ${title} with one sentence`, () => {
      const read = () => readCommandLine(args, variables);
      expect(read).to.throw(StageError, sentence);
      expect(read).to.throw(/^[^\n]+\.$/);
    });
  }
});
