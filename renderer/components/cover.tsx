/** A page that covers the state for a while, with a Back button at the top. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Page } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { BackGlyph } from './glyphs.tsx';

export function Cover(props: {
  /** The heading, and the window's title. */
  readonly title: string;
  /** The page that Back leads to. */
  readonly back: Page;
  readonly kind: 'top' | 'middle';
  readonly children: ComponentChildren;
}) {
  const { title, back, kind, children } = props;
  const { words, companion } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
  // Before the page is visible, so that no key press on it is lost.
  useLayoutEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) void companion.showPage(back);
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [back]);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <>
      <header class="bar bar--inner">
        <button
          type="button"
          class="quiet quiet--icon"
          aria-label={words.settings.back}
          onClick={() => void companion.showPage(back)}
        >
          <BackGlyph />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      <main class={`screen screen--arriving screen--${kind}`}>{children}</main>
    </>
  );
}
