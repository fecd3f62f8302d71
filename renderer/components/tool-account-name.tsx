/** The account of a grant or an event. With only one account, shows just the server. */
import { useApp } from '../app-context.ts';

export function ToolAccountName({ id }: { readonly id: string | null }) {
  const { tools, accounts } = useApp().snapshot;
  const { account } = tools;
  const one = accounts.length > 1 ? accounts.find((each) => each.id === id) : null;
  if (one) return <bdi>{one.name}</bdi>;
  return <bdi dir="ltr">{account !== null && (id === null || id === account.id) ? account.host : id}</bdi>;
}
