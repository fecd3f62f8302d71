/** Every fault while refreshing, but for the sample in faults-refreshing.spec.ts. */
import { tellRefreshing } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

tellRefreshing(TOKEN_FAULTS.filter(({ sample }) => sample !== 'refreshing'));
