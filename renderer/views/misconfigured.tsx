/** Shows that the administrator's file can't be used, and what the administrator needs to know. */
import { ruleBroken } from '../../locales/details.ts';
import type { PolicyProblem } from '../../preload/api.ts';
import { useWords } from '../app-context.ts';
import { DoctorButton } from '../components/doctor-button.tsx';
import { AddressFact, Facts } from '../components/facts.tsx';
import { AttentionMark } from '../components/marks.tsx';
import { Quit } from '../components/quit.tsx';
import { Screen } from '../components/screen.tsx';

export function Misconfigured({ problem }: { readonly problem: PolicyProblem }) {
  const words = useWords('failed');
  const { title, why, next, file, rule } = words.misconfigured;
  return (
    <Screen title={title} mark={<AttentionMark />} text={[why[problem.why], next]}>
      <Facts>
        <AddressFact name={file}>{problem.file}</AddressFact>
        <AddressFact name={rule}>{ruleBroken(problem)}</AddressFact>
      </Facts>
      <div class="actions actions--quiet">
        <DoctorButton />
        <Quit />
      </div>
    </Screen>
  );
}
