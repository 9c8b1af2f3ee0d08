import { pagePath, useSite } from "../site";
import { pageWords } from "./text";

/** Answers an address that does not exist, in every language, since nobody knows which one is wanted. */
export function NotFound() {
  const { business } = useSite();
  return (
    <div class="wide app">
      {business.languages.map((language, index) => {
        const t = pageWords[language].notFound;
        const Title = index === 0 ? "h1" : "h2";
        return (
          <section key={language} class="panel" lang={language}>
            <Title>{t.title}</Title>
            <p class="lead">{t.body}</p>
            <p>
              <a class="button" href={pagePath(business, "home", language)}>
                {t.home}
              </a>
            </p>
          </section>
        );
      })}
    </div>
  );
}
