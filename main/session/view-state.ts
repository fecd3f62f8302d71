/** Which state is shown: the session's own, or what covers it: a sign-in in progress, or a failure that was not dismissed yet. */
import type { SessionState } from '../../preload/api.ts';

/** What the state is when no sign-in is under way and no failure is shown. */
export type Resting = Exclude<
  SessionState,
  { kind: 'requesting-code' | 'awaiting-approval' | 'failed' | 'someone-else' }
>;

export interface ViewState {
  now(): SessionState;
  resting(): Resting;
  /** Shows a step of a sign-in, or a failure, until `uncover`. A function gives the step as it is at each moment. */
  cover(state: SessionState | (() => SessionState)): void;
  /** Sets the session's own state, which is shown at once unless something covers it. */
  rest(state: Resting): void;
  /** Shows the session's own state again. */
  uncover(): void;
}

/** `onChange` gets what is shown, whenever that may have changed. */
export function createViewState(onChange: (state: SessionState) => void): ViewState {
  let resting: Resting = { kind: 'loading', keyring: 'quick' };
  let cover: SessionState | (() => SessionState) | null = null;
  const now = () => (cover instanceof Function ? cover() : (cover ?? resting));
  return {
    now,
    resting: () => resting,
    cover(state) {
      cover = state;
      onChange(now());
    },
    rest(state) {
      resting = state;
      if (!cover) onChange(state);
    },
    uncover() {
      cover = null;
      onChange(resting);
    },
  };
}
