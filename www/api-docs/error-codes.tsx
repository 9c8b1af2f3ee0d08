import { codeList } from "../../contract/openapi/reader/responses";

/** Every error code with its status, what it means, and what answers it. */
export function ErrorCodes() {
  return (
    <section class="api-general" aria-labelledby="codes-title">
      <h2 id="codes-title">Error codes</h2>
      <p>
        A program decides by the code, which never changes its meaning; the sentence is for people.
        The functions write it in the reader's language; the gateway and the edge write the English
        one below.
      </p>
      <ul class="api-codes">
        {codeList.map(({ code, status, meaning, from }) => (
          <li key={code} id={`code-${code}`}>
            <code>{code}</code>
            <span>
              <strong>{status}</strong> {meaning}
              <span class="api-rule">from the {from.join(", the ")}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
