/** The user code: large on the screen, and spelled for screen readers. */
import { useWords } from '../app-context.ts';
import { type Group, groupsOf, widthOf } from './groups.ts';

export function Code({ userCode, hidden }: { readonly userCode: string; readonly hidden: boolean }) {
  const words = useWords('code');
  const groups = groupsOf(userCode).map((group, at) => <GroupOfCode key={at} {...group} hidden={hidden} />);
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

function GroupOfCode({ letters, join, hidden }: Group & { readonly hidden: boolean }) {
  return (
    <span class="code__group">
      {hidden ? '•'.repeat([...letters].length) : letters}
      {join && <span class="code__join">{join}</span>}
    </span>
  );
}

function sizeOf(width: number): string {
  if (width <= 10) return '';
  return width <= 20 ? 'code--long' : 'code--longer';
}
