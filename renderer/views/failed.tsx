/** Shows why an attempt to sign in or out failed, and what to do. Never retries by itself. */
import { details } from '../../locales/details.ts';
import type { Failure, StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { ChangeServer } from '../components/account-actions.tsx';
import { ClockOff } from '../components/clock-off.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { OneCode } from '../components/one-code.tsx';
import { askingProxy, ProxyLogin } from '../components/proxy-login.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';

export function Failed({ session }: { readonly session: StateOf<'failed'> }) {
  const words = useWords('failed');
  const { names, snapshot, accountId, companion } = useApp();
  const { actions } = words;
  const { failure, signedInAs } = session;
  const { title, text, next } = words.failure(failure, names, signedInAs);
  const again = needsNewCode(failure) ? actions.getNewCode : actions.tryAgain;
  const proxy = failure.kind === 'unreachable' ? askingProxy(failure.because, snapshot) : null;
  const texts = proxy ? [text] : [text, next].filter(Boolean);
  return (
    <Screen title={title} mark={<AttentionMark />} text={texts} takesFocus={!proxy?.refused}>
      <ClockOff of={failure} />
      {proxy ? (
        <ProxyLogin challenge={proxy} again={again} primary />
      ) : (
        <div class="actions">
          <button type="button" class="primary" onClick={() => void companion.tryAgain(accountId)}>
            {again}
          </button>
        </div>
      )}
      {failure.kind !== 'not-deleted' && failure.kind !== 'not-protected' && <OneCode />}
      <div class="actions actions--quiet">
        {mayBeWrongServer(failure) && signedInAs === null && <ChangeServer />}
        <button type="button" class="quiet" onClick={() => void companion.dismiss(accountId)}>
          {actions.notNow}
        </button>
      </div>
      <SupportDetails lines={details(failure)} />
    </Screen>
  );
}

/** Whether there was a code, so that the retry needs a new one. */
function needsNewCode(failure: Failure): boolean {
  if (failure.kind === 'unreachable') return failure.during === 'waiting';
  return ['denied', 'expired', 'code-not-valid', 'token-response-lost'].includes(failure.kind);
}

/** Whether the server never issued a code, so that its address may be mistyped. */
function mayBeWrongServer(failure: Failure): boolean {
  if (failure.kind === 'unreachable') return failure.during === 'asking';
  return ['refused', 'malformed', 'no-endpoint'].includes(failure.kind);
}
