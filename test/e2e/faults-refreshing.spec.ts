/** A sample of faults-refreshing.long.spec.ts. */
import { tellRefreshing } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

tellRefreshing(TOKEN_FAULTS.filter(({ sample }) => sample === 'refreshing'));
