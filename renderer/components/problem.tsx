/** Shows what is wrong, with a warning sign. */
import type { ComponentChildren } from 'preact';
import { WarningGlyph } from './glyphs.tsx';

export function Problem(props: {
  readonly id?: string;
  /** `alert`: screen readers announce it at once; `status`: politely. */
  readonly role?: 'alert' | 'status';
  readonly kind?: 'center' | 'under';
  readonly children: ComponentChildren;
}) {
  const { kind, children, ...attributes } = props;
  return (
    <p class={kind ? `problem problem--${kind}` : 'problem'} {...attributes}>
      <WarningGlyph /> <span>{children}</span>
    </p>
  );
}
