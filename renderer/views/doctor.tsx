/** The doctor page: the findings, and what to do. */
import { useEffect, useState } from 'preact/hooks';
import { bySeverity, type DoctorMessages, worstOf } from '../../locales/doctor.ts';
import type { Finding, Page, ReportSaved, Verdict } from '../../preload/api.ts';
import { useApp, useWords } from '../app-context.ts';
import { Cover } from '../components/cover.tsx';
import { CheckGlyph, WarningGlyph } from '../components/glyphs.tsx';
import { Problem } from '../components/problem.tsx';

const NOTHING_YET = { findings: [], underWay: true, incomplete: false };

export function Doctor({ back }: { readonly back: Page }) {
  const words = useWords('doctor');
  return (
    <Cover title={words.support.examine} back={back} kind="top">
      <Findings words={words.doctor} />
    </Cover>
  );
}

/** The findings so far, with buttons to run diagnostics again and to save the report. */
function Findings({ words }: { readonly words: DoctorMessages }) {
  const { snapshot, companion } = useApp();
  const { findings, underWay, incomplete } = snapshot.diagnosis ?? NOTHING_YET;
  const [saved, setSaved] = useState<ReportSaved | null>(null);
  // The saved report is outdated when the findings change.
  useEffect(() => {
    if (underWay) setSaved(null);
  }, [underWay]);
  const worst = worstOf(findings);
  return (
    <div class="findings">
      <p
        role="status"
        class={
          underWay || (worst === 'good' && !incomplete) ? 'whole-finding' : 'whole-finding whole-finding--attention'
        }
      >
        {underWay ? words.underWay : incomplete ? words.incomplete : words.whole[worst]}
      </p>
      <p class="note">{words.intro}</p>
      <div class="actions actions--pair">
        <button
          type="button"
          aria-disabled={underWay}
          onClick={() => !underWay && void companion.saveReport().then(setSaved)}
        >
          {words.save}
        </button>
        <button type="button" aria-disabled={underWay} onClick={() => !underWay && void companion.showPage('doctor')}>
          {words.again}
        </button>
      </div>
      <Saved saved={saved} words={words} />
      {findings.length > 0 && (
        <ul class="rows">
          {bySeverity(findings).map((found) => (
            <Found key={`${found.topic} ${findings.indexOf(found)}`} found={found} words={words} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Saved({ saved, words }: { readonly saved: ReportSaved | null; readonly words: DoctorMessages }) {
  if (saved?.kind === 'not-saved')
    return (
      <Problem kind="center" role="alert">
        {words.notSaved(saved.trouble)}
      </Problem>
    );
  return (
    <p role="status" class={saved?.kind === 'saved' ? 'note note--center' : 'unseen'}>
      {saved?.kind === 'saved' && words.saved}
    </p>
  );
}

function Found({ found, words }: { readonly found: Finding; readonly words: DoctorMessages }) {
  const { text, next } = words.describe(found);
  return (
    <li class="row">
      <strong class="row__text">{words.topics[found.topic]}</strong>
      <span class={`verdict verdict--${found.verdict}`}>
        <VerdictGlyph verdict={found.verdict} /> {words.verdicts[found.verdict]}
      </span>
      <div class="row__note">
        <p>{text}</p>
        {next !== undefined && <p>{next}</p>}
        {found.facts.length > 0 && (
          <p class="note row__facts">
            {found.facts.map(([name, value], at) => (
              <bdi key={at} dir="ltr">
                {name}: {value}
              </bdi>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

/** A glyph that repeats the word beside it. */
function VerdictGlyph({ verdict }: { readonly verdict: Verdict }) {
  if (verdict === 'unknown') return null;
  return verdict === 'good' ? <CheckGlyph /> : <WarningGlyph />;
}
