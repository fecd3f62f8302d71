/** The layout of every view: one column with a mark, a heading and text. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../app-context.ts';
import { useOneOfSeveral } from './one-of-several.ts';
import { TextWithNames } from './text-with-names.tsx';

interface ScreenProps {
  /** The heading, and the window's title. */
  readonly title: string;
  readonly mark?: ComponentChildren;
  /** One paragraph each. */
  readonly text?: readonly ComponentChildren[];
  /** `waiting`: contains the pass, and reduces its margins before it scrolls. */
  readonly kind?: 'waiting';
  /** False if the view sets the focus itself. */
  readonly takesFocus?: boolean;
  readonly children?: ComponentChildren;
}

export function Screen({ title, mark, text = [], kind, takesFocus = true, children }: ScreenProps) {
  const { first, snapshot, words } = useApp();
  const isCovered = snapshot.page !== 'state';
  const account = useOneOfSeveral();
  const windowTitle = account ? words.tray.ofAccount({ account: account.name, state: title }) : title;
  const described = [...(account ? ['account'] : []), ...(text.length > 0 ? ['text'] : [])].join(' ');
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!isCovered) document.title = windowTitle;
  }, [windowTitle, isCovered]);
  // Screen readers continue from here. At the first view, they read the whole window anyway.
  useLayoutEffect(() => {
    if (takesFocus && !first) heading.current?.focus();
  }, []);
  return (
    <main class={`screen${kind ? ` screen--${kind}` : ''}${first ? '' : ' screen--arriving'}`}>
      {mark}
      <div class="head">
        <h1 ref={heading} tabIndex={-1} aria-describedby={described || undefined}>
          {title}
        </h1>
        {text.length > 0 && (
          <div class="head__text" id="text">
            {text.map((paragraph, at) => (
              <p key={at}>{typeof paragraph === 'string' ? <TextWithNames>{paragraph}</TextWithNames> : paragraph}</p>
            ))}
          </div>
        )}
      </div>
      {children}
    </main>
  );
}
