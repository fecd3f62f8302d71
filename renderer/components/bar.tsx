/** The window's header: the computer's name, or that of one of several accounts, and the settings button. */
import type { AccountView } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';
import { BackGlyph, ComputerGlyph, SettingsGlyph } from './glyphs.tsx';
import { useOneOfSeveral } from './one-of-several.ts';

export function Bar() {
  const { words, names, companion } = useApp();
  const account = useOneOfSeveral();
  return (
    <header class={account ? 'bar bar--inner' : 'bar'}>
      {account ? (
        <WhichAccount account={account} />
      ) : (
        <p class="here">
          <ComputerGlyph />
          <span class="unseen">{words.facts.thisComputer}:</span> <bdi title={names.computer}>{names.computer}</bdi>
        </p>
      )}
      <button
        type="button"
        class="quiet quiet--icon"
        aria-label={words.settings.title}
        title={words.settings.title}
        onClick={() => void companion.showPage('settings')}
      >
        <SettingsGlyph />
      </button>
    </header>
  );
}

/** The account's name, and the way back to the list. */
function WhichAccount({ account: { name } }: { readonly account: AccountView }) {
  const { words, companion } = useApp();
  return (
    <>
      <button
        type="button"
        class="quiet quiet--icon"
        aria-label={words.accounts.title}
        title={words.accounts.title}
        onClick={() => void companion.openAccount(null)}
      >
        <BackGlyph />
      </button>
      <p class="here here--account" id="account">
        <span class="unseen">{words.facts.account}:</span> <bdi title={name}>{name}</bdi>
      </p>
    </>
  );
}
