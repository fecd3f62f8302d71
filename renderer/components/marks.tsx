/**
 * The tray icon, enlarged. The disc is inside the ring if all is ok, in front of it while something is in progress, and alone with
 * an exclamation mark if the user is needed.
 */
import type { ComponentChildren } from 'preact';

function Mark({ kind, children }: { readonly kind?: 'working' | 'attention'; readonly children: ComponentChildren }) {
  return (
    <svg class={kind ? `mark mark--${kind}` : 'mark'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const Ring = () => (
  <path fill-rule="evenodd" d="M1 8a7 7 0 1 1 14 0a7 7 0 1 1-14 0ZM2.5 8a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0Z" />
);

export const OkMark = () => (
  <Mark>
    <Ring />
    <circle cx="8" cy="8" r="3.25" />
  </Mark>
);

/** The ring without the disc: signed out. */
export const EmptyMark = () => (
  <Mark>
    <Ring />
  </Mark>
);

/** @param still without animation, because it's only shown briefly */
export const WorkingMark = ({ still = false }: { readonly still?: boolean }) => (
  <Mark {...(!still && { kind: 'working' })}>
    <path d="M11.985 6.098A5.5 5.5 0 1 0 6.098 11.985A5 5 0 0 1 6.028 10.472A4 4 0 1 1 10.472 6.028A5 5 0 0 1 11.985 6.098Z" />
    <circle cx="11" cy="11" r="4" />
  </Mark>
);

export const AttentionMark = () => (
  <Mark kind="attention">
    <path
      fill-rule="evenodd"
      d="M1 8a7 7 0 1 1 14 0a7 7 0 1 1-14 0ZM8 4a1 1 0 0 0-1 1v3a1 1 0 0 0 2 0v-3a1 1 0 0 0-1-1ZM6.75 11.25a1.25 1.25 0 1 1 2.5 0a1.25 1.25 0 1 1-2.5 0Z"
    />
  </Mark>
);

/** The application's own icon. */
export function AppMark() {
  return (
    <svg class="mark--app" viewBox="0 0 512 512" aria-hidden="true" focusable="false">
      <rect width="512" height="512" rx="116" fill="#0c5a72" />
      <circle cx="218" cy="218" r="108" fill="none" stroke="#ffffff" stroke-width="44" />
      <circle cx="318" cy="318" r="104" fill="#8fdcf0" fill-opacity="0.86" />
    </svg>
  );
}
