/** Adds an account on a server that is already in use, or on another. */
import { useState } from 'preact/hooks';
import type { AccountId, AccountView, AddAccountProblem, NewAccount, Page } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Cover } from '../components/cover.tsx';
import { NameField } from '../components/name-field.tsx';
import { useWaitingAccount } from '../components/one-code.tsx';
import { Problem } from '../components/problem.tsx';
import { ServerOptions } from '../components/server-options.tsx';

type SearchChunk = typeof import('../chunks/connect.ts');

/** @param search the chunk for finding a server, which the very first screen loads without this view */
export function AddAccount({ back, search: chunk }: { readonly back: Page; readonly search: SearchChunk }) {
  const { FoundBody, FoundLead, SearchActions, SearchDetails, SearchFields, useServerSearch } = chunk;
  const words = useWords('accounts');
  const { snapshot, companion } = useApp();
  const { accounts } = words;
  const { connect } = useWords('connect');
  const [picked, setPicked] = useState<AccountId | 'another' | null>(null);
  const chosen = picked === 'another' ? null : existing(picked, snapshot.accounts);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<AddAccountProblem | null>(null);
  const search = useServerSearch(false);

  /** On success, main closes this page and shows the code. */
  async function add(server: NewAccount['server']) {
    const found = await companion.addAccount({ server, name: name.trim() || null });
    setProblem(found);
    if (!found || server.kind === 'known') return;
    if (found.kind === 'server') search.refuse(found.problem);
    else search.reset();
  }
  const addNew = () => void add({ kind: 'new', choice: search.choice });

  if (chosen === null && search.step.kind === 'found') {
    const { server } = search.step;
    return (
      <Cover title={accounts.add} back={back} kind="middle">
        <div class="head">
          <h2 class="name">{connect.found.title}</h2>
          <div class="head__text" id="text">
            <p>
              <FoundLead server={server} />
            </p>
          </div>
        </div>
        <FoundBody server={server} onSignIn={addNew} onBack={search.reset} />
      </Cover>
    );
  }
  return (
    <Cover title={accounts.add} back={back} kind="top">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === null) search.check();
          else void add({ kind: 'known', account: chosen });
        }}
      >
        <ServerOptions
          chosen={chosen}
          choose={(account) => {
            setPicked(account ?? 'another');
            setProblem(null);
          }}
        />
        {chosen === null && <SearchFields search={search} takesFocus={false} />}
        <NameField
          value={name}
          placeholder={accounts.nameExample}
          note={accounts.nameNote}
          problem={problem?.kind === 'name' ? problem.problem : null}
          type={(value) => {
            setName(value);
            setProblem(null);
          }}
        />
        <OtherProblem problem={problem} isKnown={chosen !== null} />
        {chosen === null ? (
          <SearchActions search={search} keep={addNew} />
        ) : (
          <div class="actions">
            <button type="submit" class="primary" aria-describedby="next">
              {accounts.continue}
            </button>
          </div>
        )}
      </form>
      <Next />
      {chosen === null && <SearchDetails search={search} />}
    </Cover>
  );
}

/** The picked account, or the first if it's gone. */
function existing(picked: AccountId | null, accounts: readonly AccountView[]): AccountId | null {
  return (accounts.find(({ id }) => id === picked) ?? accounts[0])?.id ?? null;
}

/** A problem that doesn't concern a field. */
function OtherProblem({ problem, isKnown }: { readonly problem: AddAccountProblem | null; readonly isKnown: boolean }) {
  const words = useWords('accounts');
  const { serverProblem } = useWords('connect');
  if (!problem || problem.kind === 'name' || (problem.kind === 'server' && !isKnown)) return null;
  return (
    <Problem role="alert">
      {problem.kind === 'too-many' ? words.accounts.tooMany : serverProblem(problem.problem)}
    </Problem>
  );
}

/** What happens next, and whose code will be canceled. */
function Next() {
  const words = useWords('accounts');
  const waiting = useWaitingAccount();
  return (
    <p class="note note--center" id="next">
      {words.accounts.next}
      {waiting && words.between + words.accounts.oneCode({ account: waiting.name })}
    </p>
  );
}
