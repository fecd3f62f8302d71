/** The verdict on one mutant. */
export type Verdict =
  /** The compiler refuses it, so it does not count. */
  | { readonly kind: 'refused' }
  /** `by`: the first test that failed, or a note that the run took too long. */
  | { readonly kind: 'killed'; readonly by: string }
  /** `reachedBy`: how many test files and stories reach it. `stories`: whether stories were run, too. */
  | { readonly kind: 'survived'; readonly reachedBy: number; readonly stories: boolean };
