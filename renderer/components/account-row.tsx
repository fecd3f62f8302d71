/** An account in the list: mark, name, state, and who is signed in where. The whole row is a button. */
import { isSignedIn, needsUser } from '../../locales/account-state.ts';
import { rich } from '../../locales/rich.ts';
import type { AccountView, SessionState, StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from './facts.tsx';
import { ForwardGlyph, NoConnectionGlyph, WarningGlyph } from './glyphs.tsx';
import { AttentionMark, EmptyMark, OkMark, WorkingMark } from './marks.tsx';
import { RichText } from './rich-text.tsx';
import { LAST_CALL_MS, useTimeLeft } from './use-time-left.ts';

export function AccountRow({ account }: { readonly account: AccountView }) {
  const words = useWords('accounts');
  const { companion } = useApp();
  const { id, name, user, server, session } = account;
  return (
    <li>
      <button type="button" class="item" id={id} onClick={() => void companion.openAccount(id)}>
        <Mark session={session} />
        <span class="item__text">
          <span class="item__name">
            <bdi>{name}</bdi>
          </span>{' '}
          <State session={session} />{' '}
          <span class="item__note">
            {user !== null && <bdi>{user}</bdi>}{' '}
            <span class="at">
              {user === null ? (
                <Address>{server.name}</Address>
              ) : (
                <RichText parts={rich(words.accounts.atServer, { server: <Address>{server.name}</Address> })} />
              )}
            </span>
          </span>
        </span>
        <ForwardGlyph />
      </button>
    </li>
  );
}

function State({ session }: { readonly session: SessionState }) {
  const words = useWords('accounts');
  const state = words.accountState(session);
  return (
    <span class={needsUser(session) ? 'item__state item__state--needs' : 'item__state'}>
      <Trouble session={session} />
      {session.kind === 'awaiting-approval' ? <Waiting session={session} state={state} /> : <span>{state}</span>}
    </span>
  );
}

/** A problem that the user can't fix. */
function Trouble({ session }: { readonly session: SessionState }) {
  if (session.kind !== 'signed-in') return null;
  if (session.connection.kind === 'retrying') return <NoConnectionGlyph />;
  return session.trouble && <WarningGlyph />;
}

function Waiting(props: { readonly session: StateOf<'awaiting-approval'>; readonly state: string }) {
  const words = useWords('accounts');
  const { receivedAtMs } = useApp();
  const { lifetimeMs, elapsedMs } = props.session;
  const leftMs = useTimeLeft(receivedAtMs + lifetimeMs - elapsedMs);
  const shown = leftMs > 0 ? words.accounts.waiting(props.state, leftMs) : props.state;
  if (leftMs > LAST_CALL_MS) return <span>{shown}</span>;
  // Screen readers announce each new name of the focused row, so the seconds are not part of it.
  return (
    <>
      <span class="unseen">{props.state}</span>
      <span aria-hidden="true">{shown}</span>
    </>
  );
}

function Mark({ session }: { readonly session: SessionState }) {
  if (session.kind === 'signed-out') return <EmptyMark />;
  if (session.kind === 'no-server' || needsUser(session)) return <AttentionMark />;
  if (isSignedIn(session)) return <OkMark />;
  // At the start, all accounts are loading for a moment.
  return <WorkingMark still={session.kind === 'loading' && session.keyring === 'quick'} />;
}
