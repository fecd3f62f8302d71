/** The first screen if no server is set: asks for one, looks for it, and shows the result. */
import { useApp, useWords } from '../app-context.ts';
import { AppMark } from '../components/marks.tsx';
import { Screen } from '../components/screen.tsx';
import { useServerSearch } from '../components/server-search.ts';
import { SearchActions, SearchDetails, SearchFields } from '../components/server-search-form.tsx';
import { Found } from './connect-found.tsx';

export function Connect() {
  const words = useWords('connect');
  const { companion } = useApp();
  const { connect } = words;
  const search = useServerSearch(true);

  async function use(next: 'sign-in' | 'wait') {
    const problem = await companion.useServer(search.choice, next);
    if (problem) search.refuse(problem);
  }

  if (search.step.kind === 'found')
    return <Found server={search.step.server} onSignIn={() => void use('sign-in')} onBack={search.reset} />;
  return (
    <Screen title={connect.title} mark={<AppMark />} text={[connect.text]} takesFocus={false}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          search.check();
        }}
      >
        <SearchFields search={search} takesFocus />
        <SearchActions search={search} keep={() => void use('wait')} />
      </form>
      <SearchDetails search={search} />
    </Screen>
  );
}
