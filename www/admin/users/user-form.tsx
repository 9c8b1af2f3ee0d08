import { useState } from "preact/hooks";
import { createUser, replaceUser } from "../../../contract/operations";
import { type User, type UserRequest, userRequestSchema } from "../../../contract/schemas/users";
import { checkForm, type Problems } from "../../check-form";
import { typeset } from "../../text";
import { Editor } from "../controls/editor";
import { TextField } from "../controls/field";
import { toNumber } from "../controls/to-number";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";

/** Adds a user, or replaces one. */
export function UserForm(props: {
  readonly user: User | undefined;
  readonly onSaved: (user: User) => void;
  readonly onClose: () => void;
}) {
  const { t, ...site } = useWords();
  const { call } = useAccess();
  const action = useAction();
  const { user } = props;
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [age, setAge] = useState(user?.age === undefined ? "" : String(user.age));
  const [problems, setProblems] = useState<Problems>({});

  const save = async () => {
    const years = toNumber(age);
    const body: UserRequest = { name, email, ...(years !== undefined && { age: years }) };
    const checked = checkForm(site, userRequestSchema, body);
    setProblems(checked.ok ? {} : checked.problems);
    if (!checked.ok) return;
    const made = await action.run(() =>
      user
        ? call(replaceUser, { params: { userId: user.userId }, body })
        : call(createUser, { body }),
    );
    if (made) props.onSaved(made.reply);
  };

  const told = action.failure?.fields ?? {};
  const problem = (field: string) => problems[field] ?? (told[field] && typeset(told[field]));
  const w = t.users;
  return (
    <Editor
      title={user ? w.editTitle(user.name) : w.addTitle}
      busy={action.busy}
      problem={Object.keys(problems).length > 0 ? t.failure.check : action.problem}
      onSave={save}
      onClose={props.onClose}
    >
      <TextField
        id="user-name"
        label={w.name}
        value={name}
        problem={problem("name")}
        onInput={setName}
      />
      <TextField
        id="user-email"
        type="email"
        label={w.email}
        value={email}
        problem={problem("email")}
        onInput={setEmail}
      />
      <TextField
        id="user-age"
        label={w.age}
        optional={t.list.optional}
        inputMode="numeric"
        value={age}
        problem={problem("age")}
        onInput={setAge}
      />
    </Editor>
  );
}
