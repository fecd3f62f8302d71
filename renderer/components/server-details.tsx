/** The requests to a server, for administrators. */
import type { AskedPath } from '../../preload/api.ts';
import { useWords } from '../scene.ts';
import { Address, Fact, Facts } from './facts.tsx';
import { ChevronGlyph } from './glyphs.tsx';

/** The requested paths and their results. */
export function AskedPaths({ asked }: { readonly asked: readonly AskedPath[] }) {
  const { connect, support } = useWords('connect');
  return (
    <details class="support">
      <summary>
        <ChevronGlyph /> {support.summary}
      </summary>
      <Facts>
        <Fact name={connect.answers}>
          {asked.map(({ path, answer }) => (
            <p key={path}>
              <Address>{`${path} ${answer}`.trim()}</Address>
            </p>
          ))}
        </Fact>
      </Facts>
    </details>
  );
}
