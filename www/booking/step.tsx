import type { ComponentChildren } from "preact";

/** One numbered part of the booking form. */
export function Step(props: {
  number: number;
  id: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section class="step" id={props.id} aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>
        <span class="step-number" aria-hidden="true">
          {props.number}
        </span>
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
