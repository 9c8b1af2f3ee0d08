import type { Page } from "playwright-core";

/** Opens the booking form and waits until it can be used. */
export async function openForm(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("form[data-ready]").waitFor();
}

/** Turns the weeks until the date is shown, and chooses it and the time. */
export async function chooseTime(page: Page, date: string, time: string): Promise<void> {
  const day = page.locator(`#day-${date}`);
  await page.getByTestId("times-loading").waitFor({ state: "detached" });
  for (let week = 0; week < 8 && (await day.count()) === 0; week++) {
    await page.locator(".times-head .turn").last().click();
    await page.getByTestId("times-loading").waitFor({ state: "detached" });
  }
  await day.check({ force: true });
  await page.locator(`input[name="time"][value="${time}"]`).check({ force: true });
}

/** Chooses somebody and waits for the times: they replace the ones that are shown. */
export async function chooseStaff(page: Page, id: string): Promise<void> {
  const asked = page.waitForResponse((response) => response.url().includes(`staff=${id}`));
  await page.locator(`#staff-${id}`).check({ force: true });
  await asked;
}

/** Chooses Petra, whom every test of the salon knows. */
export const choosePetra = (page: Page) => chooseStaff(page, "petra");

/** Writes who comes; without an address no mail goes out. */
export async function fillDetails(
  page: Page,
  { name = "Awa Ngo", phone = "6 51 84 46 64", email = "" } = {},
): Promise<void> {
  await page.locator("#name").fill(name);
  await page.locator("#phone").fill(phone);
  await page.locator("#email").fill(email);
}

/** Waits for the confirmation and reads the visit's id from its own address. */
export async function bookedId(page: Page): Promise<string> {
  await page.getByTestId("confirmation").waitFor();
  return new URL(page.url()).hash.slice(1).split(".")[0] ?? "";
}
