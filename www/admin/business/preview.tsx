import { useEffect, useRef } from "preact/hooks";
import type { Business } from "../../../contract/business";
import type { VisitsOutsideReply } from "../../../contract/schemas/business";
import { PriceList } from "../../pages/price-list";
import { VisitInfo } from "../../pages/visit-info";
import { Site } from "../../site";
import { Button } from "../controls/button";
import { useWords } from "../text";
import { Outside } from "./outside";
import { placeWords } from "./words";

/** A document that the server has checked and not saved. */
export interface Preview {
  readonly business: Business;
  readonly outside: VisitsOutsideReply | undefined;
}

/** Prices, hours and contact of a document that is not saved, as the home page would show them. */
export function PreviewOfPages(props: Preview & { readonly onClose: () => void }) {
  const { language } = useWords();
  const w = placeWords[language];
  const { business, outside } = props;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [business]);
  return (
    <section
      ref={box}
      tabIndex={-1}
      class="desk-preview"
      aria-labelledby="preview-title"
      data-testid="preview"
    >
      <h3 id="preview-title">{w.preview.title}</h3>
      <p class="hint">{w.preview.lead}</p>
      {outside && <Outside outside={outside} isPlan />}
      {/* A link of the page would leave the desk, and with it what is not saved. */}
      <div
        class="desk-preview-page"
        onClickCapture={(event) => {
          if ((event.target as Element).closest("a")) event.preventDefault();
        }}
      >
        <Site business={business} language={language}>
          <PriceList />
          <VisitInfo />
        </Site>
      </div>
      <div>
        <Button quiet onClick={props.onClose}>
          {w.preview.close}
        </Button>
      </div>
    </section>
  );
}
