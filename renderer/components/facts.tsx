/** Account, server, storage: short facts in a list. */
import type { ComponentChildren } from 'preact';

export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="facts">{children}</dl>;
}

export function Fact({ name, children }: { readonly name: ComponentChildren; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An address or a name from outside: isolated, so that its direction turns nothing else around. */
export function Address({ children }: { readonly children: string }) {
  return <bdi dir="ltr">{children}</bdi>;
}
