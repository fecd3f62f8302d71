/** The choice of a server: one that accounts already use, or another if allowed. */
import type { ComponentChildren } from 'preact';
import { rich } from '../../locales/rich.ts';
import type { AccountId, AccountView } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Address } from './facts.tsx';
import { LockGlyph } from './glyphs.tsx';
import { RichText } from './rich-text.tsx';

/** @param props.chosen an account that uses the server; null: another server */
export function ServerOptions(props: {
  readonly chosen: AccountId | null;
  readonly choose: (account: AccountId | null) => void;
}) {
  const { chosen, choose } = props;
  const words = useWords('accounts');
  const { snapshot } = useApp();
  const { accounts } = words;
  const servers = serversOf(snapshot.accounts);
  // A single account's name is shown nowhere else, so use the user's name.
  const nameOf = ({ name, user }: AccountView) => (snapshot.accounts.length > 1 ? name : (user ?? name));
  const isFree = snapshot.mayAddAccount === 'anywhere';
  return (
    <fieldset class="group">
      <legend>{words.facts.server}</legend>
      <div class="rows">
        {servers.map(([first, ...rest]) => (
          <Option
            key={first.id}
            id={first.id}
            checked={[first, ...rest].some(({ id }) => id === chosen)}
            choose={() => choose(first.id)}
            label={<Address>{first.server.name}</Address>}
            note={
              <RichText
                parts={rich(accounts.alsoUsedBy, {
                  accounts: <bdi>{[first, ...rest].map(nameOf).join(', ')}</bdi>,
                })}
              />
            }
          />
        ))}
        {isFree && (
          <Option
            id="another-server"
            checked={chosen === null}
            choose={() => choose(null)}
            label={accounts.anotherServer}
            note={null}
          />
        )}
      </div>
      {!isFree && <Locked accounts={snapshot.accounts} />}
    </fieldset>
  );
}

function Option(props: {
  readonly id: string;
  readonly checked: boolean;
  readonly choose: () => void;
  readonly label: ComponentChildren;
  readonly note: ComponentChildren;
}) {
  const { id, checked, choose, label, note } = props;
  return (
    <div class="option">
      <input
        type="radio"
        name="server"
        id={`at-${id}`}
        checked={checked}
        aria-describedby={note ? `at-${id}-note` : undefined}
        onChange={choose}
      />
      <span class="item__text">
        <label for={`at-${id}`}>{label}</label>
        {note && (
          <span class="item__note" id={`at-${id}-note`}>
            {note}
          </span>
        )}
      </span>
    </div>
  );
}

/** Who has set the servers. */
function Locked({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const words = useWords('accounts');
  const isFlag = accounts.some(({ server }) => server.lockedBy === 'flag');
  return (
    <p class="note note--under locked">
      <LockGlyph /> <span>{isFlag ? words.settings.lockedBy.flag : words.accounts.byAdministrator}</span>
    </p>
  );
}

/** The accounts by server and client, because another client of the same server is a separate choice. */
function serversOf(accounts: readonly AccountView[]): readonly (readonly [AccountView, ...AccountView[]])[] {
  const byServer = new Map<string, [AccountView, ...AccountView[]]>();
  for (const account of accounts) {
    const key = JSON.stringify([account.server.url, account.clientId]);
    const others = byServer.get(key);
    if (others) others.push(account);
    else byServer.set(key, [account]);
  }
  return [...byServer.values()];
}
