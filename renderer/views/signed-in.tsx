/** Shows who is signed in, how long it lasts, and what needs attention. */
import { useState } from 'preact/hooks';
import { details } from '../../locales/details.ts';
import { refusalToRenew } from '../../locales/explanation.ts';
import type { Snapshot, StateOf } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { AddAccount } from '../components/account-actions.tsx';
import { ClockOff } from '../components/clock-off.tsx';
import { AddressFact, Fact, Facts, NameFact } from '../components/facts.tsx';
import { NoConnectionGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { OkMark } from '../components/marks.tsx';
import { OneCode } from '../components/one-code.tsx';
import { useOneOfSeveral } from '../components/one-of-several.ts';
import { askingProxy, ProxyLogin } from '../components/proxy-login.tsx';
import { Quit } from '../components/quit.tsx';
import { RenameAccount } from '../components/rename-account.tsx';
import { Screen } from '../components/screen.tsx';
import { SupportDetails } from '../components/support-details.tsx';
import { TextWithNames } from '../components/text-with-names.tsx';
import { UseSignIn } from '../components/use-sign-in.tsx';

type Session = StateOf<'signed-in'>;
type Words = ReturnType<typeof useWords<'signed-in'>>['signedIn'];

export function SignedIn({ session }: { readonly session: Session }) {
  const words = useWords('signed-in');
  const { snapshot } = useApp();
  const { facts, signedIn } = words;
  const { account, formerly, kept, since, overdue, connection, trouble } = session;
  // If locks can't be detected, this limit has no effect.
  const lockedMs = snapshot.tools.lockIsKnown ? snapshot.limits.lockedMs : null;
  const { until, byLimit } = endOf(session, snapshot);
  return (
    <Screen
      title={signedIn.title}
      mark={<OkMark />}
      text={textsOf(byLimit, lockedMs, signedIn, lasts(session, signedIn, snapshot.system.tray === 'shown'))}
    >
      <Facts>
        <NameFact name={facts.account}>{account.name}</NameFact>
        <NameFact name={facts.formerly}>{formerly}</NameFact>
        <AddressFact name={facts.server}>{account.server}</AddressFact>
        <Fact name={facts.kept}>{words.keptWhere(kept)}</Fact>
        <Fact name={facts.since}>
          <Moment at={since} />
        </Fact>
        {until !== null && (
          <Fact name={facts.until}>
            <Moment at={until} />
          </Fact>
        )}
      </Facts>
      <Unidentified />
      {kept.kind === 'weak' && <Weak better={kept.better} />}
      {snapshot.policyProblem && <p class="note note--center">{words.misconfigured.signedInForNow}</p>}
      <Trouble session={session} />
      {(overdue || isInterrupted(trouble)) && <SignInAgain />}
      {isOk(session, snapshot) && <UseSignIn />}
      <SignOut mayAdd={isOk(session, snapshot)} />
      <SupportDetails lines={details(trouble ?? connection)} />
    </Screen>
  );
}

/** The administrator's limits on this sign-in, or else how long it lasts. */
function textsOf(byLimit: boolean, lockedMs: number | null, words: Words, lasting: string) {
  if (byLimit) return [lockedMs === null ? words.textLimit : words.textLimitOrLocked(lockedMs)];
  return lockedMs === null ? [lasting] : [lasting, words.textLocked(lockedMs)];
}

/** When this sign-in ends, and whether that's because of the administrator's limit; null if there is no end. */
function endOf({ since, until }: Session, { limits }: Snapshot) {
  const limit = limits.maxAgeMs === null ? null : since + limits.maxAgeMs;
  const byLimit = limit !== null && (until === null || limit <= until);
  return { until: byLimit ? limit : until, byLimit };
}

/** Whether nothing else on this page needs attention. */
function isOk({ kept, connection, trouble }: Session, { policyProblem, fault }: Snapshot): boolean {
  if (connection.kind !== 'ok' || trouble !== null || policyProblem !== null || fault !== null) return false;
  return kept.kind !== 'weak' || kept.better === null;
}

/** Whether an earlier refresh may have used up the token. */
function isInterrupted(trouble: Session['trouble']): boolean {
  return trouble?.kind === 'refused' && refusalToRenew(trouble) === 'interrupted';
}

/** A note if the server didn't identify the person of one of several accounts. */
function Unidentified() {
  const words = useWords('signed-in');
  const account = useOneOfSeveral();
  return account && !account.identified && <p class="note note--center">{words.accounts.unidentified}</p>;
}

/** How long the sign-in lasts. While refreshing only fails temporarily, the end isn't certain. */
function lasts({ until, connection, trouble }: Session, words: Words, hasTray: boolean): string {
  if (until === null) return hasTray ? words.text : words.textWithoutTray;
  return connection.kind === 'ok' && trouble === null ? words.textUntil : words.textUnlessRenewed;
}

/** Offered if the sign-in may have ended. */
function SignInAgain() {
  const words = useWords('signed-in');
  const { accountId, companion } = useApp();
  return (
    <>
      <div class="actions actions--quiet">
        <button type="button" class="quiet" onClick={() => void companion.signIn(accountId)}>
          {words.actions.signInAgain}
        </button>
      </div>
      <OneCode />
    </>
  );
}

/** Shows that the sign-in is kept without a keyring, and offers a keyring that is now available. */
function Weak({ better }: { readonly better: string | null }) {
  const words = useWords('signed-in');
  const { accountId, companion } = useApp();
  const { weak, protect } = words.signedIn;
  return (
    <>
      <p class="note note--center">{weak}</p>
      {better !== null && (
        <div class="actions actions--quiet">
          <button type="button" class="quiet" onClick={() => void companion.protect(accountId)}>
            {protect(better)}
          </button>
        </div>
      )}
    </>
  );
}

function Moment({ at }: { readonly at: number }) {
  const words = useWords('signed-in');
  return <time dateTime={new Date(at).toISOString()}>{words.moment(at)}</time>;
}

/** Shows that the sign-in is valid but refreshing fails. */
function Trouble({ session }: { readonly session: Session }) {
  const words = useWords('signed-in');
  const { names, snapshot } = useApp();
  const { isTrying, tryAgain } = useTryAgain();
  const { connection } = session;
  const trouble =
    session.trouble ?? (snapshot.fault === null ? null : ({ kind: 'unforeseen', name: snapshot.fault } as const));
  const retrying = connection.kind === 'retrying';
  const proxy = retrying ? askingProxy(connection.because, snapshot) : null;
  return (
    <>
      <p class={retrying || trouble ? 'problem problem--center' : 'unseen'} role="status">
        {isTrying ? (
          words.signedIn.tryingAgain
        ) : retrying ? (
          <>
            <NoConnectionGlyph /> <span>{words.signedIn.retrying(connection.because)}</span>
          </>
        ) : (
          trouble && (
            <>
              <WarningGlyph />{' '}
              <span>
                <TextWithNames>{words.signedIn.trouble(trouble, names)}</TextWithNames>
              </span>
            </>
          )
        )}
      </p>
      <ClockOff of={trouble ?? connection} />
      {proxy && <ProxyLogin challenge={proxy} again={words.actions.tryAgain} />}
      {!proxy && (retrying || trouble) && (
        <div class="actions">
          <button type="button" aria-disabled={isTrying} onClick={() => void tryAgain()}>
            {words.actions.tryAgain}
          </button>
        </div>
      )}
    </>
  );
}

/** Long enough to be seen and announced: without a network, an attempt fails at once. */
const TRYING_SHOWN_MS = 700;

/** Tries to refresh, and knows that it does. Otherwise an attempt that fails as the last one did would change nothing on the screen. */
function useTryAgain() {
  const { accountId, companion } = useApp();
  const [isTrying, setTrying] = useState(false);
  async function tryAgain() {
    if (isTrying) return;
    setTrying(true);
    const shown = new Promise((resolve) => setTimeout(resolve, TRYING_SHOWN_MS));
    await Promise.allSettled([companion.tryAgain(accountId), shown]);
    setTrying(false);
  }
  return { isTrying, tryAgain };
}

/**
 * Signs out, after the user has confirmed it in main's dialog.
 * @param mayAdd whether to offer adding an account, which is done only if nothing else needs attention
 */
function SignOut({ mayAdd }: { readonly mayAdd: boolean }) {
  const words = useWords('signed-in');
  const { accountId, companion } = useApp();
  const isOneOfSeveral = useOneOfSeveral() !== null;
  return (
    <div class="actions actions--quiet">
      {mayAdd && !isOneOfSeveral && <AddAccount />}
      <button type="button" class="quiet" onClick={() => void companion.signOut(accountId)}>
        {words.signedIn.signOut}
      </button>
      {isOneOfSeveral ? <RenameAccount /> : <Quit />}
    </div>
  );
}
