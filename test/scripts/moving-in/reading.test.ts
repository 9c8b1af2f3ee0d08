import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cellOf, fields, guessColumns, nameOf } from "../../../scripts/moving-in/columns";
import { readCsv } from "../../../scripts/moving-in/csv";
import {
  readDate,
  readMinutes,
  readTime,
  timeBehind,
} from "../../../scripts/moving-in/typed-times";

describe("a CSV file of another program", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-csv-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const read = (content: string | Buffer) => {
    const path = join(folder, "diary.csv");
    writeFileSync(path, content);
    return readCsv(path);
  };

  it("is read with each of the usual separators, with quotes and with the numbers of its lines", () => {
    for (const [separator, text] of [
      [";", 'Nom;Prix\r\n"Ngo; Awa";28,50\r\n\r\nEssola;12\r\n'],
      [",", '\ufeffNom,Prix\n"Ngo; Awa","28,50"\n\nEssola,12\n'],
      ["\t", "Nom\tPrix\nNgo; Awa\t28,50\n\nEssola\t12"],
    ] as const) {
      const file = read(text);
      expect(file.separator).to.equal(separator);
      expect(file.header).to.deep.equal(["Nom", "Prix"]);
      expect(file.lines).to.deep.equal([
        { number: 2, cells: ["Ngo; Awa", "28,50"] },
        { number: 4, cells: ["Essola", "12"] },
      ]);
    }
  });

  it("is read as older spreadsheets write it", () => {
    expect(read(Buffer.from("Pr\u00e9nom;T\u00e9l\nZo\u00e9;1\n", "latin1")).header).to.deep.equal([
      "Prénom",
      "Tél",
    ]);
  });

  it("is refused in one sentence where it is none", () => {
    expect(() => readCsv(join(folder, "none.csv"))).to.throw(/^Can't read .*none\.csv\.$/);
    expect(() => read("")).to.throw("diary.csv is empty; its first line must name the columns.");
    expect(() => read('a,b\n"1')).to.throw("diary.csv is not a CSV file: ");
  });

  it("has its columns guessed from their names, in English and in French", () => {
    const guessed = (header: string, told: string[] = []) => {
      const { places, unused } = guessColumns(read(`${header}\n`), told);
      return { fields: [...places.keys()].sort(), unused };
    };
    expect(
      guessed("Date,Start time,Customer,Phone number,E-mail,Service,With,Price"),
    ).to.deep.equal({
      fields: ["date", "email", "name", "phone", "price", "service", "staff", "time"],
      unused: [],
    });
    expect(
      guessed("Date du RDV;Heure de début;Prénom;Nom;Tél.;Courriel;Prestation;Durée;Couleur"),
    ).to.deep.equal({
      fields: ["date", "email", "firstName", "lastName", "minutes", "phone", "service", "time"],
      unused: ["Couleur"],
    });
    expect(guessed("Date;Numéro 2;Téléphone", ["phone=numéro 2"])).to.deep.equal({
      fields: ["date", "phone"],
      unused: ["Téléphone"],
    });
    expect(() => guessed("Date", ["colour=Date"])).to.throw(
      `--column colour=Date names no field; it must be one of ${fields.join(", ")}.`,
    );
    expect(() => guessed("A;B")).to.throw(
      'The first line of diary.csv names no column that is known, like "Name" or "Téléphone".',
    );
  });

  it("gives the whole name of somebody, however many columns it has", () => {
    const file = read("Nom;Prénom;Tél\nNgo;Awa;1\n");
    const columns = guessColumns(file, []);
    const [line] = file.lines;
    expect(line && nameOf(columns, line)).to.equal("Awa Ngo");
    expect(line && cellOf(columns, line, "note")).to.equal("");
  });
});

describe("what people type", () => {
  it("is a date in ISO or with the day first", () => {
    for (const typed of ["2026-12-01", "2026/12/1", "01/12/2026", "1.12.26", "01-12-2026 10:00"]) {
      expect(readDate(typed), typed).to.equal("2026-12-01");
    }
    for (const typed of ["", "31/11/2026", "2026-02-30", "12/25/2026", "tomorrow", "1/12"]) {
      expect(readDate(typed), typed).to.equal(undefined);
    }
  });

  it("is a time with a colon, an h or a half of the day", () => {
    const times = { "9:30": "09:30", "09:30:00": "09:30", "9h30": "09:30", "14h": "14:00" };
    for (const [typed, time] of Object.entries({
      ...times,
      "2:30 pm": "14:30",
      "12 am": "00:00",
    })) {
      expect(readTime(typed), typed).to.equal(time);
    }
    for (const typed of ["", "25:00", "9:75", "soon", "9"]) {
      expect(readTime(typed), typed).to.equal(undefined);
    }
    expect(timeBehind("01/12/2026 10:00")).to.equal("10:00");
    expect(timeBehind("2026-12-01T10:00:00")).to.equal("10:00:00");
    expect(timeBehind("2026-12-01")).to.equal("");
  });

  it("is a length in minutes or in hours", () => {
    for (const typed of ["90", "90 min", "1h30", "1:30"]) {
      expect(readMinutes(typed), typed).to.equal(90);
    }
    expect(readMinutes("2h")).to.equal(120);
    expect(readMinutes("long")).to.equal(undefined);
  });
});
