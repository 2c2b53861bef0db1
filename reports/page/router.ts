import type { DrawCase } from './cases.ts';

const CASE = 'case';

/** Shows the page that the fragment names: a page, something on a page, or a case. */
export function startRouter(drawCase: DrawCase): void {
  const router = new Router(drawCase);
  addEventListener('hashchange', () => router.show());
  router.show();
}

class Router {
  readonly #drawCase: DrawCase;
  readonly #pages = [...document.querySelectorAll<HTMLElement>('.page')];
  readonly #links = [...document.querySelectorAll<HTMLAnchorElement>('.pages a')];
  /** The first page that has something to say. */
  readonly #home = this.#links[0]?.hash.slice(1) ?? '';
  readonly #title = document.title;
  /** Where the reader stood on each page that he left. */
  readonly #stood = new Map<string, number>();
  #current: string | undefined;

  constructor(drawCase: DrawCase) {
    this.#drawCase = drawCase;
  }

  show(): void {
    const anchor = decoded(location.hash.slice(1));
    const title = this.#pageNamed(anchor) === undefined ? this.#drawCase(anchor) : null;
    if (title !== null) {
      this.#turnTo(CASE);
      document.title = title;
      scrollTo(0, 0);
      document.querySelector<HTMLElement>('#case-page h2')?.focus({ preventScroll: true });
      return;
    }
    document.title = this.#title;
    const target = document.getElementById(anchor);
    const page = target?.closest<HTMLElement>('.page');
    this.#turnTo(page?.id ?? this.#home);
    if (page && target && target !== page) reveal(target);
    else scrollTo(0, this.#stood.get(page?.id ?? this.#home) ?? 0);
  }

  #pageNamed(id: string): HTMLElement | undefined {
    return this.#pages.find((page) => page.id === id);
  }

  #turnTo(id: string): void {
    if (this.#current !== undefined) this.#stood.set(this.#current, scrollY);
    this.#current = id;
    for (const page of this.#pages) page.classList.toggle('current', page.id === id);
    for (const link of this.#links) {
      if (link.hash === `#${id === CASE ? 'matrix' : id}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}

/** A fragment is what somebody pasted: it need not be well encoded. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function reveal(target: HTMLElement): void {
  for (let each = target.closest('details'); each; each = each.parentElement?.closest('details') ?? null)
    each.open = true;
  target.scrollIntoView({ block: 'start' });
  target.focus({ preventScroll: true });
}
