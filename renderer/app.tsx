/** The window: its bar, and the view for the state. */
import { type ComponentChildren, Fragment, render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { showsList } from '../locales/window-parts.ts';
import type { AccountId, Companion, Page, SessionState } from '../preload/api.ts';
import { type Announcement, AppContext, type Frame } from './app-context.ts';
import { Bar } from './components/bar.tsx';
import { MissingAccounts } from './components/missing-accounts.tsx';
import { UpdateNotice } from './components/update-notice.tsx';
import { fitMargins } from './fit-margins.ts';
import { viewsOf } from './parts.ts';
import { Loading } from './views/loading.tsx';

/** Renders a frame, replacing the previous one. */
export function draw(frame: Frame, companion: Companion): void {
  document.documentElement.lang = frame.words.language;
  document.documentElement.dir = frame.words.direction;
  render(<App {...frame} companion={companion} />, document.body);
  fitMargins();
}

function App(props: Frame & { readonly companion: Companion }) {
  const { snapshot, visit } = props;
  const [announced, setAnnounced] = useState<{ readonly announcement: Announcement | null }>({ announcement: null });
  const before = usePageBefore(snapshot.page);
  const left = useAccountBefore(snapshot.account);
  const names = { server: snapshot.server?.name ?? '', computer: snapshot.computer };
  const accountId = snapshot.account ?? snapshot.accounts[0]?.id ?? '';
  return (
    <AppContext.Provider
      value={{ ...props, names, accountId, announce: (announcement) => setAnnounced({ announcement }) }}
    >
      <UnderPages covered={snapshot.page !== 'state'}>
        <Bar />
        <MissingAccounts />
        <UpdateNotice />
        <Fragment key={visit}>
          {showsList(snapshot) ? <List left={left} /> : <View session={snapshot.session} />}
        </Fragment>
      </UnderPages>
      <Covering page={snapshot.page} back={before} />
      <p class="unseen" role="status">
        {announced.announcement?.(props.words as Parameters<Announcement>[0])}
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

function List(props: { readonly left: AccountId | null }) {
  const { AccountList } = viewsOf('accounts');
  return <AccountList {...props} />;
}

/** The page that covers the state's view. */
function Covering({ page, back }: { readonly page: Page; readonly back: Page }) {
  switch (page) {
    case 'state':
      return null;
    case 'add-account': {
      const { AddAccount } = viewsOf('accounts');
      return <AddAccount back={back} search={viewsOf('connect')} />;
    }
    case 'settings': {
      const { Settings } = viewsOf('pages');
      return <Settings />;
    }
    case 'about': {
      const { About } = viewsOf('pages');
      return <About />;
    }
    case 'tools': {
      const { Tools } = viewsOf('pages');
      return <Tools />;
    }
    case 'doctor': {
      const { Doctor } = viewsOf('doctor');
      return <Doctor back={back} />;
    }
    default:
      return page satisfies never;
  }
}

/** The view for a state. */
function View({ session }: { readonly session: SessionState }) {
  switch (session.kind) {
    case 'loading':
      return <Loading session={session} />;
    case 'no-server': {
      const { Connect } = viewsOf('connect');
      return <Connect />;
    }
    case 'misconfigured': {
      const { Misconfigured } = viewsOf('failed');
      return <Misconfigured problem={session.problem} />;
    }
    case 'signed-out': {
      const { SignedOut } = viewsOf('signed-out');
      return <SignedOut session={session} />;
    }
    case 'requesting-code': {
      const { RequestingCode } = viewsOf('code');
      return <RequestingCode />;
    }
    case 'awaiting-approval': {
      const { Awaiting } = viewsOf('code');
      return <Awaiting session={session} />;
    }
    case 'signed-in': {
      const { SignedIn } = viewsOf('signed-in');
      return <SignedIn session={session} />;
    }
    case 'signing-out': {
      const { SigningOut } = viewsOf('signed-out');
      return <SigningOut />;
    }
    case 'needs-you': {
      const { NeedsYou } = viewsOf('signed-out');
      return <NeedsYou session={session} />;
    }
    case 'someone-else': {
      const { SomeoneElse } = viewsOf('accounts');
      return <SomeoneElse session={session} />;
    }
    case 'storage-unreadable': {
      const { StorageUnreadable } = viewsOf('failed');
      return <StorageUnreadable session={session} />;
    }
    case 'failed': {
      const { Failed } = viewsOf('failed');
      return <Failed session={session} />;
    }
    default:
      return session satisfies never;
  }
}
