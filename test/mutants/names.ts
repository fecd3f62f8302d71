/** The environment variables through which a run communicates with the processes it starts. */

/** The number of the one mutant that is active; the name is StrykerJS's. */
export const ACTIVE_MUTANT = '__STRYKER_ACTIVE_MUTANT__';
/** The folder of a run in which each test tries all mutants that it reaches: which are wanted, and the logs of the test files. */
export const TRIALS = 'MUTANTS_TRIALS';
/** How long a test may take to try mutants, in milliseconds. */
export const PATIENCE = 'MUTANTS_PATIENCE';
/** The folder in which each process of the app reports which mutants it has reached. */
export const REACHED = 'MUTANTS_REACHED';
/** The test files of this run, in the order in which they are to run; as JSON. */
export const ORDER = 'MUTANTS_ORDER';
/** The file with the result of each story; JSON. */
export const STORIES = 'MUTANTS_STORIES';
