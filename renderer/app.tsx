/** The window: its bar, and the view of the state. */
import { type ComponentChildren, Fragment, render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AccountId, Companion, Page, SessionState } from '../preload/api.ts';
import { Bar } from './components/bar.tsx';
import { UpdateNotice } from './components/update-notice.tsx';
import { about, accountList, addAccount, connect, doctor, settings, someoneElse, tools } from './late-views.ts';
import { fitRoom } from './room.ts';
import { type Announcement, type Scene, StageContext, showsList } from './scene.ts';
import { Awaiting } from './views/awaiting.tsx';
import { Failed } from './views/failed.tsx';
import { Loading } from './views/loading.tsx';
import { Misconfigured } from './views/misconfigured.tsx';
import { NeedsYou } from './views/needs-you.tsx';
import { RequestingCode } from './views/requesting-code.tsx';
import { SignedIn } from './views/signed-in.tsx';
import { SignedOut } from './views/signed-out.tsx';
import { SigningOut } from './views/signing-out.tsx';
import { StorageUnreadable } from './views/storage-unreadable.tsx';

/** Draws a scene in the page, in place of the one before. */
export function draw(scene: Scene, companion: Companion): void {
  document.documentElement.lang = scene.words.language;
  document.documentElement.dir = scene.words.direction;
  render(<App {...scene} companion={companion} />, document.body);
  fitRoom();
}

function App(props: Scene & { readonly companion: Companion }) {
  const { snapshot, visit } = props;
  const [said, setSaid] = useState<{ readonly announcement: Announcement | null }>({ announcement: null });
  const before = usePageBefore(snapshot.page);
  const left = useAccountBefore(snapshot.account);
  const names = { server: snapshot.server?.name ?? '', computer: snapshot.computer };
  const accountId = snapshot.account ?? snapshot.accounts[0]?.id ?? '';
  return (
    <StageContext.Provider
      value={{ ...props, names, accountId, announce: (announcement) => setSaid({ announcement }) }}
    >
      <UnderPages covered={snapshot.page !== 'state'}>
        <Bar />
        <UpdateNotice />
        <Fragment key={visit}>
          {showsList(snapshot) ? <accountList.View left={left} /> : <View session={snapshot.session} />}
        </Fragment>
      </UnderPages>
      {snapshot.page === 'add-account' && <addAccount.View back={before} />}
      {snapshot.page === 'settings' && <settings.View />}
      {snapshot.page === 'about' && <about.View />}
      {snapshot.page === 'tools' && <tools.View />}
      {snapshot.page === 'doctor' && <doctor.View back={before} />}
      <p class="unseen" role="status">
        {said.announcement?.(props.words)}
      </p>
    </StageContext.Provider>
  );
}

/** The page from which another one was opened: several lead there. */
function usePageBefore(page: Page): Page {
  const before = useRef<Page>('state');
  if (page !== 'doctor' && page !== 'add-account') before.current = page;
  return before.current;
}

/** The account whose screen is open, or was before the list. */
function useAccountBefore(account: AccountId | null): AccountId | null {
  const before = useRef<AccountId | null>(null);
  if (account !== null) before.current = account;
  return before.current;
}

/** The state's own view, which goes on under a page that covers it. The focus comes back to where it was. */
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

function View({ session }: { readonly session: SessionState }) {
  switch (session.kind) {
    case 'loading':
      return <Loading session={session} />;
    case 'no-server':
      return <connect.View />;
    case 'misconfigured':
      return <Misconfigured problem={session.problem} />;
    case 'signed-out':
      return <SignedOut session={session} />;
    case 'requesting-code':
      return <RequestingCode />;
    case 'awaiting-approval':
      return <Awaiting session={session} />;
    case 'signed-in':
      return <SignedIn session={session} />;
    case 'signing-out':
      return <SigningOut />;
    case 'needs-you':
      return <NeedsYou session={session} />;
    case 'someone-else':
      return <someoneElse.View session={session} />;
    case 'storage-unreadable':
      return <StorageUnreadable session={session} />;
    case 'failed':
      return <Failed session={session} />;
    default:
      return session satisfies never;
  }
}
