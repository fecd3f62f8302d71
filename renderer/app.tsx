/** The window: its bar, and the view for the state. */
import { type ComponentChildren, Fragment, h, render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { showsList } from '../locales/window-chunks.ts';
import type { AccountId, Companion, Page, SessionState } from '../preload/api.ts';
import { type Announcement, AppContext, type Frame } from './app-context.ts';
import { viewsOf } from './chunks.ts';
import { Bar } from './components/bar.tsx';
import { MissingAccounts } from './components/missing-accounts.tsx';
import { UpdateNotice } from './components/update-notice.tsx';
import { fitMargins } from './fit-margins.ts';
import { Loading } from './views/loading.tsx';

/** Renders a frame, replacing the previous one. */
export function draw(frame: Frame, companion: Companion): void {
  document.documentElement.lang = frame.words.language;
  document.documentElement.dir = frame.words.direction;
  const focused = document.activeElement;
  render(<App {...frame} companion={companion} />, document.body);
  // Screen readers and the Tab key would otherwise start again from the top.
  if (focused?.isConnected === false && document.activeElement === document.body) focusHeading();
  fitMargins();
}

/** Moves the focus to the heading of the view, or of the page that covers it. */
function focusHeading(): void {
  [...document.querySelectorAll('h1')].find((heading) => heading.checkVisibility())?.focus();
}

function App(props: Frame & { readonly companion: Companion }) {
  const { snapshot, visit } = props;
  const [announced, setAnnounced] = useState<{ readonly announcement: Announcement | null; readonly visit: number }>();
  const before = usePageBefore(snapshot.page);
  const left = useAccountBefore(snapshot.account);
  const names = { server: snapshot.server?.name ?? '', computer: snapshot.computer };
  const accountId = snapshot.account ?? snapshot.accounts[0]?.id ?? '';
  return (
    <AppContext.Provider
      value={{ ...props, names, accountId, announce: (announcement) => setAnnounced({ announcement, visit }) }}
    >
      <UnderPages covered={snapshot.page !== 'state'}>
        <Bar />
        <MissingAccounts />
        <UpdateNotice />
        <Fragment key={visit}>
          {showsList(snapshot) ? h(viewsOf('accounts').AccountList, { left }) : <View session={snapshot.session} />}
        </Fragment>
      </UnderPages>
      <Covering page={snapshot.page} back={before} />
      <p class="unseen" role="status">
        {/* Announce it only on the screen that it belongs to. */}
        {announced?.visit === visit && announced.announcement?.(props.words as Parameters<Announcement>[0])}
      </p>
    </AppContext.Provider>
  );
}

/** The page from which the current one was opened. */
function usePageBefore(page: Page): Page {
  const before = useRef<Page>('state');
  if (page !== 'doctor' && page !== 'add-account') before.current = page;
  return before.current;
}

/** The account whose screen is open, or was open before the list. */
function useAccountBefore(account: AccountId | null): AccountId | null {
  const before = useRef<AccountId | null>(null);
  if (account !== null) before.current = account;
  return before.current;
}

/** Keeps the state's view mounted under a page that covers it, and restores the focus afterwards. */
function UnderPages({ covered, children }: { readonly covered: boolean; readonly children: ComponentChildren }) {
  const page = useRef<HTMLDivElement>(null);
  const focused = useRef<HTMLElement | null>(null);
  const wasCovered = useRef(covered);
  useLayoutEffect(() => {
    if (wasCovered.current && !covered) {
      const before = focused.current?.isConnected ? focused.current : page.current?.querySelector('h1');
      before?.focus();
    }
    wasCovered.current = covered;
  }, [covered]);
  return (
    <div
      class="page"
      ref={page}
      hidden={covered}
      onFocusIn={({ target }) => {
        focused.current = target instanceof HTMLElement ? target : null;
      }}
    >
      {children}
    </div>
  );
}

/** The page that covers the state's view. */
function Covering({ page, back }: { readonly page: Page; readonly back: Page }) {
  switch (page) {
    case 'state':
      return null;
    case 'add-account':
      return h(viewsOf('accounts').AddAccount, { back, search: viewsOf('connect') });
    case 'settings':
      return h(viewsOf('pages').Settings, {});
    case 'about':
      return h(viewsOf('pages').About, {});
    case 'tools':
      return h(viewsOf('pages').Tools, {});
    case 'doctor':
      return h(viewsOf('doctor').Doctor, { back });
    default:
      return page satisfies never;
  }
}

/** The view for a state. */
function View({ session }: { readonly session: SessionState }) {
  switch (session.kind) {
    case 'loading':
      return <Loading session={session} />;
    case 'no-server':
      return h(viewsOf('connect').Connect, {});
    case 'misconfigured':
      return h(viewsOf('failed').Misconfigured, { problem: session.problem });
    case 'signed-out':
      return h(viewsOf('signed-out').SignedOut, { session });
    case 'requesting-code':
      return h(viewsOf('code').RequestingCode, {});
    case 'awaiting-approval':
      return h(viewsOf('code').Awaiting, { session });
    case 'signed-in':
      return h(viewsOf('signed-in').SignedIn, { session });
    case 'signing-out':
      return h(viewsOf('signed-out').SigningOut, {});
    case 'needs-you':
      return h(viewsOf('signed-out').NeedsYou, { session });
    case 'someone-else':
      return h(viewsOf('accounts').SomeoneElse, { session });
    case 'storage-unreadable':
      return h(viewsOf('failed').StorageUnreadable, { session });
    case 'failed':
      return h(viewsOf('failed').Failed, { session });
    default:
      return session satisfies never;
  }
}
