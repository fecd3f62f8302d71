import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ServerProblem } from '../../preload/api.ts';
import { Address } from '../components/facts.tsx';
import { ChevronGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { AppMark } from '../components/marks.tsx';
import { LockedNote } from '../components/rows.tsx';
import { Said } from '../components/said.tsx';
import { Screen } from '../components/screen.tsx';
import { useStage } from '../scene.ts';

/** `empty`: judged here, all else in the main process. */
type Problem = ServerProblem | 'empty';

/** What was typed survives a wrong server: whoever comes back mends one letter instead of typing all again. */
const typed = { url: '', clientId: '' };

const EXAMPLE = 'login.example.org';

/** The first screen of a build that knows no server. */
export function Connect() {
  const { words, companion, snapshot } = useStage();
  const { connect } = words;
  const { clientId: set } = snapshot;
  const [problem, setProblem] = useState<Problem | null>(null);
  const address = useRef<HTMLInputElement>(null);
  const client = useRef<HTMLInputElement>(null);
  const atClient = problem === 'bad-client-id';
  const atAddress = problem !== null && !atClient;

  useLayoutEffect(() => address.current?.focus(), []);

  async function submit(event: Event) {
    event.preventDefault();
    const url = typed.url.trim();
    const clientId = set ? null : typed.clientId.trim() || null;
    const found = url ? await companion.useServer({ url, clientId }) : 'empty';
    setProblem(found);
    if (found) (found === 'bad-client-id' ? client : address).current?.focus();
  }

  return (
    <Screen title={connect.title} mark={<AppMark />} text={[connect.text]} takesFocus={false}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div class="fields">
          <label for="server">{connect.address}</label>
          <input
            class="input"
            id="server"
            ref={address}
            type="text"
            inputMode="url"
            autocomplete="url"
            autocapitalize="none"
            spellcheck={false}
            dir="ltr"
            defaultValue={typed.url}
            aria-invalid={atAddress}
            aria-describedby="server-note"
            onInput={(event) => {
              typed.url = event.currentTarget.value;
            }}
          />
          {atAddress ? (
            <ProblemNote id="server-note" problem={problem} />
          ) : (
            <p class="note" id="server-note">
              <Said parts={connect.example(<Address>{EXAMPLE}</Address>)} />
            </p>
          )}
        </div>
        <details open={atClient || (!set && typed.clientId !== '')}>
          <summary>
            <ChevronGlyph /> {connect.advanced}
          </summary>
          <div class="fields">
            <label for="client">{connect.clientId}</label>
            <input
              class="input"
              id="client"
              ref={client}
              type="text"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              dir="ltr"
              readOnly={set !== null}
              defaultValue={set ? set.value : typed.clientId}
              aria-invalid={atClient}
              aria-describedby="client-note"
              onInput={(event) => {
                typed.clientId = event.currentTarget.value;
              }}
            />
            {set ? (
              <LockedNote id="client-note" by={set.lockedBy} />
            ) : (
              <ClientNote problem={atClient ? problem : null} />
            )}
          </div>
        </details>
        <div class="actions">
          <button type="submit" class="primary">
            {connect.connect}
          </button>
        </div>
      </form>
    </Screen>
  );
}

function ClientNote({ problem }: { readonly problem: Problem | null }) {
  const { connect } = useStage().words;
  if (problem) return <ProblemNote id="client-note" problem={problem} />;
  return (
    <p class="note" id="client-note">
      {connect.clientIdHint}
    </p>
  );
}

function ProblemNote({ id, problem }: { readonly id: string; readonly problem: Problem }) {
  const { words } = useStage();
  return (
    <p class="problem" id={id} role="alert">
      <WarningGlyph /> <span>{problem === 'empty' ? words.connect.noAddress : words.serverProblem(problem)}</span>
    </p>
  );
}
