/** Information about the app and the system. */
import { updateDetails } from '../../locales/details.ts';
import { useApp, useWords } from '../app-context.ts';
import { Cover } from '../components/cover.tsx';
import { DoctorButton } from '../components/doctor-button.tsx';
import { Fact, Facts, NameFact } from '../components/facts.tsx';
import { AppMark } from '../components/marks.tsx';
import { SupportDetails } from '../components/support-details.tsx';
import { AboutUpdates } from './about-updates.tsx';

export function About() {
  const words = useWords('pages');
  const { snapshot } = useApp();
  const { about } = words.settings;
  const { version, system, updates } = snapshot;
  const withoutSandbox = words.withoutSandbox(system.sandbox);
  const lines = updateDetails(updates);
  return (
    <Cover title={about.title} back="settings" kind="middle">
      <AppMark />
      <div class="head">
        <h2 class="name">{words.productName}</h2>
        <p class="head__text">{about.text}</p>
      </div>
      <Facts>
        <Fact name={about.version}>{version}</Fact>
        <NameFact name={about.system}>{system.os}</NameFact>
        <Fact name="Electron">{system.electron}</Fact>
        <Fact name="Chromium">{system.chromium}</Fact>
        <Fact name="Node.js">{system.node}</Fact>
      </Facts>
      <AboutUpdates />
      {withoutSandbox && (
        <p class="note note--center">
          {withoutSandbox.text}
          {words.between}
          {withoutSandbox.next}
        </p>
      )}
      <p class="note note--center">{about.licenses}</p>
      {lines.length > 0 ? (
        <SupportDetails lines={lines} />
      ) : (
        <div class="actions actions--quiet">
          <DoctorButton />
        </div>
      )}
    </Cover>
  );
}
