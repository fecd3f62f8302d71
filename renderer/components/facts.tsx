/** A list of short facts, such as account, server and storage. */
import type { ComponentChildren } from 'preact';
import type { LockedBy } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { LockGlyph } from './glyphs.tsx';

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

/** A URL, a path or a host from outside; nothing if it's null. */
export function AddressFact({ name, children }: { readonly name: string; readonly children: string | null }) {
  return (
    children !== null && (
      <Fact name={name}>
        <Address>{children}</Address>
      </Fact>
    )
  );
}

/** A name from outside; nothing if it's null. */
export function NameFact({ name, children }: { readonly name: string; readonly children: string | null }) {
  return (
    children !== null && (
      <Fact name={name}>
        <bdi>{children}</bdi>
      </Fact>
    )
  );
}

/** A URL or name from outside, isolated so that its text direction doesn't affect anything else. */
export function Address({ children }: { readonly children: string }) {
  return <bdi dir="ltr">{children}</bdi>;
}

/** A note about who has locked a setting. */
export function LockedNote({ by, id }: { readonly by: LockedBy; readonly id?: string }) {
  const { settings } = useApp().words;
  return (
    <p class="note locked" {...(id && { id })}>
      <LockGlyph /> {settings.lockedBy[by]}
    </p>
  );
}
