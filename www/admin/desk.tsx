import type { ComponentType } from "preact";
import { BookingsTab } from "./bookings/bookings-tab";
import { loadedTab } from "./controls/loaded-tab";
import { CustomersTab } from "./customers/customers-tab";
import { useWords } from "./text";
import { type Tab, tabs, useView, type View } from "./view";

const contents: Record<Tab, ComponentType<{ readonly view: View }>> = {
  bookings: BookingsTab,
  customers: CustomersTab,
  products: loadedTab(async () => (await import("./rarer-tabs.js")).ProductsTab),
  feedback: loadedTab(async () => (await import("./rarer-tabs.js")).FeedbackTab),
  users: loadedTab(async () => (await import("./rarer-tabs.js")).UsersTab),
  business: loadedTab(async () => (await import("./business/business-tab.js")).BusinessTab),
};

/** The desk: who is signed in, the tabs, and the chosen one. */
export function Desk(props: { readonly email: string; readonly onSignOut: () => void }) {
  const { t } = useWords();
  const view = useView();
  const Content = contents[view.tab];
  return (
    <div class="desk" data-testid="desk">
      <div class="desk-head">
        <h1 tabIndex={-1}>{t.title}</h1>
        <p class="desk-who">
          <span class="hint">{t.frame.signedIn(props.email)}</span>
          <button type="button" class="link" onClick={props.onSignOut} data-testid="sign-out">
            {t.frame.signOut}
          </button>
        </p>
      </div>
      <nav class="desk-tabs" aria-label={t.frame.tabs}>
        {tabs.map((tab) => (
          <a key={tab} href={`#${tab}`} aria-current={tab === view.tab ? "page" : undefined}>
            {t.tab[tab]}
          </a>
        ))}
      </nav>
      <Content key={view.tab} view={view} />
    </div>
  );
}
