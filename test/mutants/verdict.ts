/** What came of one mutant. */
export type Verdict =
  /** By the compiler: it does not count. */
  | { readonly kind: 'refused' }
  /** `by`: the first test that failed, or that it took too long. */
  | { readonly kind: 'killed'; readonly by: string }
  /** So many test files and stories reached it; 0: none does. `stories`: whether these were asked, too. */
  | { readonly kind: 'survived'; readonly reachedBy: number; readonly stories: boolean };
