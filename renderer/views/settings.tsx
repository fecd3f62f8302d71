/** The settings page. Each change takes effect at once. */
import { useEffect, useRef } from 'preact/hooks';
import { needsUser } from '../../locales/account-state.ts';
import { LANGUAGES } from '../../locales/catalog.ts';
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import type { Kept, SessionState } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { CommandRow } from '../components/command-row.tsx';
import { Cover } from '../components/cover.tsx';
import { Address } from '../components/facts.tsx';
import { ForwardGlyph } from '../components/glyphs.tsx';
import { FixedRow, Group, PickRow, SettingRow, SwitchRow, ToolsSwitch } from '../components/rows.tsx';

export function Settings() {
  const words = useWords('pages');
  const { companion, announce } = useApp();
  const { settings } = words;
  useEffect(() => () => announce(null), []);
  return (
    <Cover title={settings.title} back="state" kind="top">
      <State />
      <Start />
      <Group title={settings.look}>
        <PickRow
          name="language"
          label={settings.language}
          values={[
            ['system', settings.systemLanguage],
            ...LANGUAGE_TAGS.map((tag) => [tag, LANGUAGES[tag], tag] as const),
          ]}
        />
        <SettingRow name="theme" label={settings.theme} values={settings.themes} />
      </Group>
      <SignIn />
      <ForTools />
      <WhenClosed />
      <section class="group">
        <div class="rows">
          <button type="button" class="row" onClick={() => void companion.showPage('about')}>
            <span class="row__text">{settings.about.open}</span>
            <ForwardGlyph />
          </button>
        </div>
      </section>
    </Cover>
  );
}

/** Announces changes of the state behind this page, and shows it if it needs the user. Of several accounts, the most urgent. */
function State() {
  const words = useWords('pages');
  const { snapshot, names } = useApp();
  const { accounts } = snapshot;
  const [first, ...rest] = accounts;
  const session = first && rest.length > 0 ? first.session : snapshot.session;
  return (
    <p role="status" class={isUrgent(session) ? 'note note--state' : 'unseen'}>
      {first && rest.length > 0
        ? words.tray.ofAccount({ account: first.name, state: words.accountState(session) })
        : words.trayState(session, names.server)}
    </p>
  );
}

function isUrgent(session: SessionState): boolean {
  return needsUser(session) || session.kind === 'awaiting-approval' || session.kind === 'failed';
}

function Start() {
  const words = useWords('pages');
  const { snapshot } = useApp();
  const { settings } = words;
  const { startAtLogin } = snapshot.system;
  const notes = { possible: null, 'needs-approval': settings.needsApproval, 'not-installed': settings.notInstalled };
  return (
    <Group title={settings.start}>
      <SwitchRow
        name="startAtLogin"
        label={settings.startAtLogin}
        note={notes[startAtLogin]}
        idle={startAtLogin === 'not-installed'}
      />
      <SwitchRow name="startHidden" label={settings.startHidden} idle={startAtLogin === 'not-installed'} />
    </Group>
  );
}

function SignIn() {
  const words = useWords('pages');
  const { snapshot, names, companion } = useApp();
  const { settings } = words;
  const { server, accounts } = snapshot;
  return (
    <Group title={settings.signIn}>
      <SwitchRow name="notifications" label={settings.notifications} />
      <SwitchRow name="sendComputerName" label={settings.sendComputerName} note={settings.sendComputerNameNote} />
      <WithoutKeyring />
      {server && accounts.length < 2 && (
        <FixedRow label={words.facts.server} value={<Address>{names.server}</Address>} lockedBy={server.lockedBy} />
      )}
      {accounts.length > 0 && snapshot.mayAddAccount !== 'no' && (
        <button type="button" class="row" onClick={() => void companion.showPage('add-account')}>
          <span class="row__text">{words.accounts.add}</span>
          <ForwardGlyph />
        </button>
      )}
    </Group>
  );
}

function ForTools() {
  const words = useWords('pages');
  const { companion } = useApp();
  return (
    <Group title={words.tools.title}>
      <ToolsSwitch />
      <CommandRow />
      <button type="button" class="row" onClick={() => void companion.showPage('tools')}>
        <span class="row__text">{words.tools.open}</span>
        <ForwardGlyph />
      </button>
    </Group>
  );
}

/** Shown if no keyring protects sign-ins, or if the setting is on. */
function WithoutKeyring() {
  const words = useWords('pages');
  const { snapshot } = useApp();
  const { settings } = words;
  const { session, keeping, system } = snapshot;
  const { value } = snapshot.settings.keepWithoutKeyring;
  const kept = session.kind === 'signed-in' ? session.kept : keeping;
  const isWeak = kept?.kind === 'weak';
  const lacksKeyring = isWeak || (kept?.kind === 'until-quit' && kept.because === 'no-keyring');
  // Once shown, keep it, so that users who switch it off can switch it on again.
  const wasShown = useRef(false);
  wasShown.current ||= value || lacksKeyring;
  if (!system.mayLackKeyring || !wasShown.current) return null;
  return (
    <SwitchRow name="keepWithoutKeyring" label={settings.keepWithoutKeyring} note={noteOn(kept, value, settings)} />
  );
}

/** Shown only without a tray. */
function WhenClosed() {
  const words = useWords('pages');
  const { snapshot } = useApp();
  const { settings } = words;
  if (snapshot.system.tray === 'shown') return null;
  return (
    <Group title={settings.window}>
      <SettingRow
        name="whenClosed"
        label={settings.whenClosed}
        values={settings.whenClosedTo}
        note={settings.whenClosedNote}
      />
    </Group>
  );
}

/** What the setting means for the current sign-in; empty if a keyring protects it. */
function noteOn(
  kept: Kept | null,
  chosen: boolean,
  settings: ReturnType<typeof useWords<'pages'>>['settings'],
): string | null {
  if (kept?.kind === 'keychain') return null;
  return kept?.kind === 'weak' && !chosen ? settings.keptAllTheSame : settings.keepWithoutKeyringNote;
}
