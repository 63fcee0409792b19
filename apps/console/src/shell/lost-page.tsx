import { DemoMark } from '../widgets/demo-mark.js';
import { NotFoundPage } from './not-found-page.js';

/** An address outside the console's pages: there is no menu around it. */
export function LostPage() {
  return (
    <main className="sign-in alone">
      <section className="panel stack">
        <div>
          <DemoMark />
        </div>
        <NotFoundPage />
      </section>
    </main>
  );
}
