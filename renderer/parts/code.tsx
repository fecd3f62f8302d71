/** The user code: large for the eye, spelled for the ear. */
import { useStage } from '../scene.ts';
import { type Piece, pieces, widthOf } from './groups.ts';

export function Code({ userCode, hidden }: { readonly userCode: string; readonly hidden: boolean }) {
  const { words } = useStage();
  const groups = pieces(userCode).map((piece, at) => <PieceOfCode key={at} {...piece} hidden={hidden} />);
  const size = sizeOf(widthOf(userCode));
  if (hidden) {
    return (
      <p class={`code code--hidden ${size}`} dir="ltr" aria-hidden="true">
        {groups}
      </p>
    );
  }
  return (
    <p class={`code ${size}`} dir="ltr">
      <span class="unseen" lang={words.language} dir="auto">
        {words.awaiting.spelled(userCode)}
      </span>
      <span class="code__seen" aria-hidden="true">
        {groups}
      </span>
    </p>
  );
}

function PieceOfCode({ text, kind, hidden }: Piece & { readonly hidden: boolean }) {
  if (kind === 'join') return <span class="code__join">{text}</span>;
  return <span class="code__group">{hidden ? '•'.repeat([...text].length) : text}</span>;
}

function sizeOf(width: number): string {
  if (width <= 10) return '';
  return width <= 20 ? 'code--long' : 'code--longer';
}
