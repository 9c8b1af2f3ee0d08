import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { forgetDraft } from "./business/use-business";
import { Desk } from "./desk";
import { AccessProvider, makeAdminCall } from "./session/access";
import type { Tokens } from "./session/cognito";
import { endSession, forgetTokens, keepTokens, readTokens, signedInAs } from "./session/session";
import { type Farewell, SignIn } from "./sign-in/sign-in";
import { StartingDesk } from "./starting-desk";

/**
 * The owner's page. When a session ends by itself, the desk stays behind the form so that
 * nothing typed is lost; signing out removes it.
 */
export function AdminPage() {
  const [tokens, setTokens] = useState<Tokens>();
  const [state, setState] = useState<"starting" | "out" | "locked" | "in">("starting");
  const [farewell, setFarewell] = useState<Farewell>();
  const [signIns, setSignIns] = useState(0);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const found = readTokens();
    setTokens(found);
    setState(found ? "in" : "out");
  }, []);

  const access = useMemo(() => {
    const ended = () => {
      forgetTokens();
      setFarewell("ended");
      setState("locked");
    };
    return { call: makeAdminCall(ended), signIns };
  }, [signIns]);

  const enter = (made: Tokens) => {
    // Somebody else must not see what the last person left behind the form.
    if (state === "locked" && signedInAs(made) !== signedInAs(tokens)) {
      location.hash = "";
      forgetDraft();
    }
    keepTokens(made);
    setTokens(made);
    setFarewell(undefined);
    setState("in");
    setSignIns((last) => last + 1);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("h1")?.focus());
  };
  const leave = () => {
    endSession();
    forgetDraft();
    setTokens(undefined);
    setFarewell("out");
    setState("out");
  };

  if (state === "starting") return <StartingDesk />;
  return (
    <AccessProvider value={access}>
      {state !== "in" && <SignIn farewell={farewell} onSignedIn={enter} />}
      {(state === "in" || state === "locked") && (
        <div hidden={state === "locked"} ref={box} key={signedInAs(tokens)}>
          <Desk email={signedInAs(tokens)} onSignOut={leave} />
        </div>
      )}
    </AccessProvider>
  );
}
