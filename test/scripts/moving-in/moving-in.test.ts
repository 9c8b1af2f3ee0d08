import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import type { Business } from "../../../contract/business";
import { business as barbershop } from "../../../examples/barbershop/business";
import type { Booking } from "../../../handlers/bookings/booking";
import { staffDayOf } from "../../../handlers/bookings/diary/ledger";
import { bookingStore } from "../../../handlers/bookings/store";
import type { Table } from "../../../scripts/backup/table";
import { type MovingIn, moveIn } from "../../../scripts/moving-in/moving-in";
import { aBooking, monday, now } from "../../support/bookings";
import { business } from "../../support/fixture-business";
import { useTestTables } from "../../support/tables";

describe("moving in with a diary", function () {
  this.timeout(60_000);
  const tables = useTestTables("bookings", "slots");
  let folder: string;
  let said: string[];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "shopfront-moving-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    said = [];
  });

  const file = (name: string, ...lines: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  };
  const move = (diary: string, options: Partial<MovingIn> = {}, shop: Business = business) => {
    const places = ["bookings", "slots"].map((noun) => ({
      noun,
      name: tables().names[`data-${noun}`],
    }));
    return moveIn(
      shop,
      { client: tables().documents, tables: places as unknown as Table[] },
      {
        diary,
        siteOrigin: "https://www.example.com",
        now,
        say: (line) => said.push(line),
        ...options,
      },
    );
  };
  const stored = async (): Promise<Booking[]> => {
    const TableName = tables().names["data-bookings"];
    const { Items = [] } = await tables().documents.send(new ScanCommand({ TableName }));
    return (Items as Booking[]).sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  };
  const refusal = async (moving: Promise<unknown>) =>
    moving.then(
      () => "nothing refused",
      ({ message }: Error) => message,
    );

  const french = () =>
    file(
      "agenda.csv",
      "Date;Heure;Cliente;Téléphone;E-mail;Prestation;Avec;Prix;Statut;Couleur",
      "23/11/2026;10h00;Awa Ngo;6 51 84 46 64;AWA@example.com;Nattes collées;Petra;7 500;Confirmé;rouge",
      "2026-11-23;11:30;Chantal Mbarga;+237 670 00 00 01;;box-braids;Petra;;;",
      "02/11/2026;9:30;Irène Fouda;670000002;;Défaire et démêler + Shampooing et soin;Solange;;Honoré;",
      "03/11/2026;9:30;Irène Fouda;670000002;;wash-treatment;Solange;;Absente;",
      "24/11/2026;9:30;Irène Fouda;670000002;;cornrows;Solange;;Annulé;",
    );

  it("says first what it understood and what it would write, and writes nothing", async () => {
    const plan = await move(french());
    expect(said).to.deep.equal([
      'agenda.csv: 5 lines, separated by ";".',
      "  date      Date",
      "  time      Heure",
      "  name      Cliente",
      "  phone     Téléphone",
      "  email     E-mail",
      "  service   Prestation",
      "  staff     Avec",
      "  price     Prix",
      "  status    Statut",
      "  not used  Couleur",
      "4 visits to write: 2 to come, 2 past. 1 cancelled, left out.",
      "Nothing is written yet, and nobody is messaged. Add --write to write.",
    ]);
    expect(plan.visits).to.have.length(4);
    expect(await stored()).to.deep.equal([]);
  });

  it("writes confirmed bookings that hold their time, and past ones, as sold, owing nobody a message", async () => {
    await move(french(), { write: true });
    expect(said.at(-1)).to.equal("4 visits written: 2 to come, 2 past. 1 cancelled, left out.");
    const [done, missed, awa, chantal] = await stored();
    expect(awa).to.deep.include({
      customerName: "Awa Ngo",
      customerPhone: "+237651844664",
      customerEmail: "awa@example.com",
      service: ["cornrows"],
      staff: "petra",
      appointmentDate: monday,
      appointmentTime: "10:00",
      startsAt: "2026-11-23T09:00:00Z",
      endsAt: "2026-11-23T10:30:00Z",
      status: "confirmed",
      mail: {},
      siteOrigin: "https://www.example.com",
    });
    expect(awa?.sold).to.include({ priceMinor: 7_500, currency: "XAF", durationMinutes: 90 });
    expect(chantal?.sold).to.include({ priceMinor: 25_000 });
    expect(done).to.deep.include({
      status: "completed",
      service: ["take-down", "wash-treatment"],
    });
    expect(missed?.status).to.equal("no_show");
    for (const booking of await stored()) {
      expect(booking).not.to.have.any.keys("owing", "owes", "owedFrom", "writtenByBackup");
    }
    const store = bookingStore(tables().documents);
    const taken = await store.takenOn([{ staff: "petra", date: monday }]);
    expect(taken.get(staffDayOf("petra", monday))).to.deep.equal([
      { from: 10 * 60, to: 11.5 * 60, bookingId: awa?.bookingId },
      // With the buffer behind it.
      { from: 11.5 * 60, to: 15.75 * 60, bookingId: chantal?.bookingId },
    ]);
    const clash = aBooking({ bookingId: "another", appointmentTime: "11:00" });
    expect(await store.create(clash, {}, now)).to.include({ ok: false, reason: "taken" });
  });

  it("writes nothing twice", async () => {
    await move(french(), { write: true });
    const before = await stored();
    await move(french(), { write: true });
    expect(said.at(-1)).to.equal(
      "0 visits written: 0 to come, 0 past. 4 already there. 1 cancelled, left out.",
    );
    expect(await stored()).to.deep.equal(before);
  });

  it("holds the buffer behind a visit where the old diary leaves it free, and the visit alone elsewhere", async () => {
    await move(french(), { write: true });
    const [awa, chantal] = (await stored()).slice(2);
    expect(awa?.sold?.bufferMinutes, "the next one comes at once").to.equal(0);
    expect(chantal?.sold?.bufferMinutes).to.equal(15);
  });

  it("lists each line that it can't read with its number and what is wrong, and writes nothing", async () => {
    const wrong = file(
      "wrong.csv",
      "Date,Time,Name,Phone,Service,With,Duration,Price",
      `${monday},10:00,,651844664,cornrows,Petra,,`,
      `${monday},10:00,Awa,12,cornrows,Petra,,`,
      `${monday},10:00,Awa,,cornrows,Petra,,`,
      "30/02/2026,10:00,Awa,651844664,cornrows,Petra,,",
      `${monday},noon,Awa,651844664,cornrows,Petra,,`,
      `${monday},10:07,Awa,651844664,cornrows,Petra,,`,
      `${monday},10:00,Awa,651844664,haircut,Petra,,`,
      `${monday},10:00,Awa,651844664,cornrows,Nadia,,`,
      `${monday},10:00,Awa,651844664,cornrows,Petra,long,`,
      `${monday},10:00,Awa,651844664,cornrows,Petra,,"8,5 and more"`,
      `${monday},14:00,Awa,651844664,cornrows,Petra,,`,
      `${monday},14:00,Awa,+237651844664,Cornrows,petra,,`,
    );
    expect(await refusal(move(wrong, { write: true }))).to.equal(
      "11 lines can't be written, so nothing is; correct them, or leave them out with --skip-bad.",
    );
    expect(said.filter((line) => line.startsWith("wrong.csv, line"))).to.deep.equal([
      "wrong.csv, line 2 has no name.",
      'wrong.csv, line 3 has no valid phone number: "12".',
      "wrong.csv, line 4 has no phone number of Awa.",
      'wrong.csv, line 5 has no date like 2026-12-01 or 01/12/2026: "30/02/2026".',
      'wrong.csv, line 6 has no time like 09:30 or 9h30: "noon".',
      "wrong.csv, line 7 starts at 10:07, but visits start at multiples of 5 minutes.",
      'wrong.csv, line 8 names no service of the business: "haircut".',
      'wrong.csv, line 9 names nobody of the staff: "Nadia".',
      'wrong.csv, line 10 has no length like 90, and no end: "long".',
      'wrong.csv, line 11 has no price in XAF: "8,5 and more".',
      "wrong.csv, line 13 says the same as line 12.",
    ]);
    expect(await stored()).to.deep.equal([]);
    await move(wrong, { write: true, skipBad: true });
    expect((await stored()).map(({ appointmentTime }) => appointmentTime)).to.deep.equal(["14:00"]);
  });

  it("lists clashes with what is booked and with other lines, and leaves both out", async () => {
    const store = bookingStore(tables().documents);
    await store.create(aBooking({ bookingId: "booked", customerName: "Marthe Eyenga" }), {}, now);
    const diary = file(
      "clashes.csv",
      "Date,Time,Name,Phone,Service,With",
      `${monday},11:00,Awa Ngo,651844664,cornrows,Petra`,
      `${monday},14:00,Awa Ngo,651844664,cornrows,Petra`,
      `${monday},15:00,Irène Fouda,670000002,cornrows,Petra`,
      `${monday},15:00,Chantal Mbarga,670000001,cornrows,`,
    );
    const { clashes } = await move(diary);
    expect(said.filter((line) => /clashes:/.test(line))).to.deep.equal([
      `Line 2 clashes: ${monday} 11:00 with petra is taken by the visit of Marthe Eyenga at 10:00.`,
      `Line 4 clashes: ${monday} 15:00 with petra is taken by line 3.`,
    ]);
    expect(clashes).to.have.length(2);
    expect(await refusal(move(diary, { write: true }))).to.match(/^2 lines can't be written/);
    expect(await stored()).to.have.length(1);
    await move(diary, { write: true, skipBad: true });
    const written = (await stored()).filter(({ bookingId }) => bookingId !== "booked");
    expect(written.map(({ staff, customerName }) => [staff, customerName])).to.have.deep.members([
      ["petra", "Awa Ngo"],
      ["solange", "Chantal Mbarga"],
    ]);
  });

  it("takes what a diary does not say of people from the file of customers", async () => {
    const customers = file(
      "clients.csv",
      "Prénom;Nom;Portable;Courriel",
      "Awa;Ngo;651844664;awa@example.com",
      "Irène;Fouda;nothing;",
    );
    const diary = file(
      "short.csv",
      "Date,Time,Client,Service,With",
      `${monday},10:00,awa ngo,cornrows,Petra`,
      `${monday},14:00,Irène Fouda,cornrows,Petra`,
    );
    await move(diary, { customers, write: true, skipBad: true });
    expect(said).to.include('clients.csv, line 3 has no valid phone number: "nothing".');
    expect(said).to.include("short.csv, line 3 has no phone number of Irène Fouda.");
    const [awa] = await stored();
    expect(awa).to.include({
      customerName: "awa ngo",
      customerPhone: "+237651844664",
      customerEmail: "awa@example.com",
    });
  });

  it("reads euros with cents, national numbers and lengths of a barbershop in Lyon", async () => {
    const diary = file(
      "lyon.csv",
      "Début;Fin;Client;Tél;Prestation;Coiffeur;Tarif",
      "24/11/2026 10:00;24/11/2026 10:40;Paul Martin;06 12 34 56 78;coupe;Karim;28,50 €",
      "28/03/2027 02:30;;Paul Martin;06 12 34 56 78;coupe;Karim;",
    );
    await move(diary, { write: true, skipBad: true }, barbershop);
    expect(said).to.include(
      "lyon.csv, line 3 starts at 02:30 on 2027-03-28, which the clocks skip.",
    );
    const [paul] = await stored();
    expect(paul).to.include({
      customerPhone: "+33612345678",
      startsAt: "2026-11-24T09:00:00Z",
      endsAt: "2026-11-24T09:40:00Z",
      locale: "fr",
    });
    expect(paul?.sold).to.include({ priceMinor: 2_850, currency: "EUR", durationMinutes: 40 });
  });
});

describe("the command that moves in", function () {
  this.timeout(120_000);
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "scripts/import.ts", ...args], {
      encoding: "utf8",
    });

  it("writes into the data of the local stage", () => {
    const folder = mkdtempSync(join(tmpdir(), "shopfront-moving-"));
    try {
      mkdirSync(join(folder, "data"));
      const diary = join(folder, "diary.csv");
      const line = "2030-01-08,10:00,Awa Ngo,651844664,cornrows,Petra";
      writeFileSync(diary, `Date,Time,Name,Phone,Service,With\n${line}\n`);
      const at = ["--diary", diary, "--local", "--data-dir", join(folder, "data")];
      const { stdout, stderr } = run(...at, "--write");
      expect(stdout, stderr).to.contain("1 visit written: 1 to come, 0 past.");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("says in one sentence what it lacks", () => {
    for (const [args, sentence] of [
      [
        ["--customers", "c.csv"],
        "--customers needs --diary FILE.csv: customers come with their visits.",
      ],
      [["folder", "--diary", "d.csv"], "Give either a folder or --diary FILE.csv."],
      [["--diary", "d.csv"], "Give either --stack NAME or --local."],
      [[], "Give one folder to import."],
    ] as const) {
      const { status, stderr } = run(...args);
      expect(stderr.trim().split("\n")).to.include(sentence);
      expect(status).to.equal(1);
    }
  });
});
