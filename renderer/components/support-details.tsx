/** Details that users can read out to support. Initially closed. */
import { generalProblems } from '../../locales/details.ts';
import { useApp } from '../app-context.ts';
import { Details } from './details.tsx';
import { DoctorButton } from './doctor-button.tsx';
import { Fact, Facts } from './facts.tsx';

export function SupportDetails({ lines: reported }: { readonly lines: readonly string[] }) {
  const { words, snapshot } = useApp();
  const { support } = words;
  const lines = [...reported, ...generalProblems(snapshot)];
  if (lines.length === 0) return null;
  return (
    <Details summary={support.summary}>
      <Facts>
        <Fact name={support.what}>
          {lines.map((line, at) => (
            <p key={at}>
              <bdi>{line}</bdi>
            </p>
          ))}
        </Fact>
        {snapshot.server && (
          <Fact name={words.facts.server}>
            <bdi dir="ltr">{snapshot.server.url}</bdi>
          </Fact>
        )}
        <Fact name={support.version}>
          {words.productName} {snapshot.version}
        </Fact>
      </Facts>
      <p class="note note--center">{support.note}</p>
      <div class="actions actions--quiet">
        <DoctorButton />
      </div>
    </Details>
  );
}
