import { useState } from "preact/hooks";
import { TextField } from "../controls/field";
import {
  type Challenge,
  type SignInProblem,
  type Step,
  signIn,
  type Tokens,
} from "../session/cognito";
import { useWords } from "../text";
import { ChallengeForm } from "./challenge-form";
import { SignInPanel } from "./panel";

/** Why the form is shown again. */
export type Farewell = "ended" | "out" | undefined;

/** Signs somebody in: e-mail and password, then whatever Cognito still asks for. */
export function SignIn(props: {
  readonly farewell: Farewell;
  readonly onSignedIn: (tokens: Tokens) => void;
}) {
  const { t } = useWords();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [challenge, setChallenge] = useState<Challenge>();
  const [problem, setProblem] = useState<SignInProblem | "empty">();
  const [busy, setBusy] = useState(false);

  const take = (step: Step) => {
    if (step.kind === "signed-in") props.onSignedIn(step.tokens);
    else if (step.kind === "refused") setProblem(step.problem);
    else setChallenge(step);
  };

  if (challenge) {
    return (
      <ChallengeForm
        key={`${challenge.kind} ${challenge.session}`}
        challenge={challenge}
        onStep={take}
        onRestart={(why) => {
          setPassword("");
          setProblem(why);
          setChallenge(undefined);
        }}
      />
    );
  }

  const submit = async () => {
    if (busy) return;
    if (email.trim() === "" || password === "") {
      setProblem("empty");
      return;
    }
    setBusy(true);
    setProblem(undefined);
    const step = await signIn(email.trim(), password);
    setBusy(false);
    take(step);
  };

  const farewell = { ended: t.signIn.ended, out: t.signIn.out };
  return (
    <SignInPanel
      title={t.signIn.title}
      lead={t.signIn.lead}
      news={props.farewell && farewell[props.farewell]}
      problem={problem === "empty" ? t.signIn.empty : problem && t.signIn.problem[problem]}
      submit={t.signIn.submit}
      busy={busy}
      onSubmit={submit}
    >
      <TextField
        id="sign-in-email"
        label={t.signIn.email}
        type="email"
        autoComplete="username"
        value={email}
        onInput={setEmail}
      />
      <TextField
        id="sign-in-password"
        label={t.signIn.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onInput={setPassword}
      />
    </SignInPanel>
  );
}
