import { useState } from "preact/hooks";
import { TextField } from "../controls/field";
import { answerChallenge, type Challenge, type SignInProblem, type Step } from "../session/cognito";
import { useWords } from "../text";
import { SignInPanel } from "./panel";

/** What Cognito asks for after the password: a new one, or the code of an app. */
export function ChallengeForm(props: {
  readonly challenge: Challenge;
  readonly onStep: (step: Step) => void;
  readonly onRestart: (why?: SignInProblem) => void;
}) {
  const { t } = useWords();
  const { challenge } = props;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    if (busy) return;
    if (typed.trim() === "") {
      setProblem(t.signIn.emptyOne);
      return;
    }
    setBusy(true);
    setProblem(undefined);
    const step = await answerChallenge(
      challenge,
      challenge.kind === "new-password" ? typed : typed.replace(/\s/g, ""),
    );
    setBusy(false);
    if (step.kind !== "refused") props.onStep(step);
    else if (step.problem === "ended") props.onRestart("ended");
    else setProblem(t.signIn.problem[step.problem]);
  };

  const wording = {
    "new-password": [t.signIn.newTitle, t.signIn.newLead, t.signIn.newSubmit],
    code: [t.signIn.codeTitle, t.signIn.codeLead, t.signIn.codeSubmit],
    "set-up-code": [t.signIn.setUpTitle, t.signIn.setUpLead, t.signIn.codeSubmit],
  }[challenge.kind];
  return (
    <SignInPanel
      title={wording[0] as string}
      lead={wording[1] as string}
      submit={wording[2] as string}
      problem={problem}
      busy={busy}
      onSubmit={submit}
    >
      {challenge.kind === "set-up-code" && <AppKey secret={challenge.secret} />}
      {challenge.kind === "new-password" ? (
        <TextField
          id="new-password"
          label={t.signIn.newPassword}
          hint={t.signIn.newHint}
          type="password"
          autoComplete="new-password"
          value={typed}
          onInput={setTyped}
        />
      ) : (
        <TextField
          id="sign-in-code"
          label={t.signIn.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={typed}
          onInput={setTyped}
        />
      )}
      <button type="button" class="link" onClick={() => props.onRestart()}>
        {t.signIn.restart}
      </button>
    </SignInPanel>
  );
}

function AppKey(props: { readonly secret: string }) {
  const { business, t } = useWords();
  const name = encodeURIComponent(business.name);
  return (
    <div>
      <p class="notice-title">{t.signIn.setUpKey}</p>
      <p class="reference">{props.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
      <p>
        <a href={`otpauth://totp/${name}?secret=${props.secret}&issuer=${name}`}>
          {t.signIn.setUpLink}
        </a>
      </p>
    </div>
  );
}
