import { useState } from "preact/hooks";
import { deleteUser, listUsers } from "../../../contract/operations";
import { emailText } from "../../../contract/rules/email-text";
import type { User } from "../../../contract/schemas/users";
import { momentText } from "../bookings/words";
import { Button } from "../controls/button";
import { ListStates } from "../controls/list-states";
import { RemoveButton } from "../controls/remove-button";
import { Result } from "../controls/result";
import { Cell, Table } from "../controls/table";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useList } from "../use-list";
import { UserForm } from "./user-form";

/** The users of the users API: list, add, change, delete. */
export function UsersTab() {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const [edited, setEdited] = useState<User | "new">();
  const [news, setNews] = useState("");
  const list = useList<User>("", async (cursor, signal) => {
    const result = await call(listUsers, { query: cursor ? { cursor } : {}, signal });
    if (!result.ok) return result;
    return { ok: true, reply: { items: result.reply.users, next: result.reply.cursor } };
  });

  const w = t.users;
  const open = (what: User | "new" | undefined) => {
    setNews("");
    setEdited(what);
  };
  const put = (user: User) =>
    list.change((all) =>
      all.some(({ userId }) => userId === user.userId)
        ? all.map((each) => (each.userId === user.userId ? user : each))
        : [user, ...all],
    );

  return (
    <section class="desk-part" aria-labelledby="part-title">
      <div class="desk-part-head">
        <h2 id="part-title" tabIndex={-1}>
          {w.title}
        </h2>
        <Button onClick={() => open("new")}>{w.add}</Button>
      </div>
      <Result text={news} />
      {edited && (
        <UserForm
          key={edited === "new" ? "new" : edited.userId}
          user={edited === "new" ? undefined : edited}
          onSaved={(user) => {
            put(user);
            setEdited(undefined);
            setNews(edited === "new" ? w.created(user.name) : w.saved(user.name));
          }}
          onClose={() => open(undefined)}
        />
      )}
      <ListStates list={list} empty={w.empty} emptyHint={w.emptyHint}>
        <Table caption={w.title} heads={[w.name, w.email, w.age, w.since, t.list.actions]}>
          {list.items.map((user) => (
            <tr key={user.userId} data-testid={`user-${user.userId}`}>
              <Cell label={w.name} head>
                {user.name}
              </Cell>
              <Cell label={w.email}>{emailText(user.email)}</Cell>
              <Cell label={w.age} number>
                {user.age}
              </Cell>
              <Cell label={w.since}>{momentText(business, user.createdAt, language)}</Cell>
              <Cell label={t.list.actions}>
                <div class="actions">
                  <Button quiet label={t.list.editNamed(user.name)} onClick={() => open(user)}>
                    {t.list.edit}
                  </Button>
                  <RemoveButton
                    name={user.name}
                    remove={() => call(deleteUser, { params: { userId: user.userId } })}
                    onRemoved={() => {
                      list.change((all) => all.filter(({ userId }) => userId !== user.userId));
                      setEdited(undefined);
                      setNews(w.removed(user.name));
                    }}
                  />
                </div>
              </Cell>
            </tr>
          ))}
        </Table>
      </ListStates>
    </section>
  );
}
