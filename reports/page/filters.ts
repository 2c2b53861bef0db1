import { type Choice, type Facets, matches } from './matches.ts';

/** A row of the matrix, and what filters ask of it. */
interface FilteredRow extends Facets {
  readonly element: HTMLElement;
}

/** A topic of the matrix, and the rows in it. */
interface FilteredTopic {
  readonly element: HTMLElement;
  readonly rows: readonly FilteredRow[];
  readonly fold: HTMLDetailsElement | null;
}

/** Lets the form of the matrix choose which rows are shown. */
export function startFilters(): void {
  const form = document.querySelector<HTMLFormElement>('form.filters');
  const matrix = document.querySelector<HTMLElement>('.matrix');
  if (form === null || matrix === null) return;
  const topics = [...matrix.querySelectorAll<HTMLElement>('.topic')].map(readTopic);
  const said = document.getElementById('shown');
  const total = topics.reduce((sum, { rows }) => sum + rows.length, 0);
  const apply = () => {
    const choice = choiceOf(new FormData(form));
    const shown = topics.reduce((sum, topic) => sum + filterTopic(topic, choice), 0);
    matrix.dataset.engine = choice.column === null ? '' : String(choice.column);
    if (said) said.textContent = countWords(shown, total);
    form.classList.toggle('active', isActive(choice));
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  // The event comes before the fields are emptied: https://html.spec.whatwg.org/#concept-form-reset
  form.addEventListener('reset', () => setTimeout(apply));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-filter]')) {
    link.addEventListener('click', () => {
      form.reset();
      for (const [name, value] of new URLSearchParams(link.dataset.filter)) setField(form, name, value);
      apply();
    });
  }
  // A browser that comes back to the page fills in what was chosen.
  apply();
}

function readTopic(element: HTMLElement): FilteredTopic {
  const rows = [...element.querySelectorAll<HTMLElement>('.row')].map((row) => {
    let text: string | undefined;
    return {
      element: row,
      topic: element.dataset.topic ?? '',
      states: (row.dataset.states ?? '').split(' '),
      marks: (row.dataset.marks ?? '').split(' '),
      claims: (row.dataset.claims ?? '').split(' '),
      get text() {
        text ??= `${row.textContent} ${row.querySelector('a')?.hash ?? ''}`.toLowerCase();
        return text;
      },
    };
  });
  return { element, rows, fold: element.querySelector('details.fold') };
}

function choiceOf(form: FormData): Choice {
  const value = (name: string) => String(form.get(name) ?? '');
  const column = value('engine');
  return {
    topic: value('topic'),
    column: column === '' ? null : Number(column),
    state: value('outcome'),
    mark: value('show'),
    claim: value('claim'),
    words: value('text').toLowerCase().split(/\s+/).filter(Boolean),
  };
}

function isActive({ topic, column, state, mark, claim, words }: Choice): boolean {
  return topic !== '' || column !== null || state !== '' || mark !== '' || claim !== '' || words.length > 0;
}

/** Hides what does not match. @returns how many rows do */
function filterTopic({ element, rows, fold }: FilteredTopic, choice: Choice): number {
  let shown = 0;
  let folded = 0;
  for (const row of rows) {
    const isShown = matches(row, choice);
    row.element.hidden = !isShown;
    if (!isShown) continue;
    shown += 1;
    if (fold?.contains(row.element)) folded += 1;
  }
  element.hidden = shown === 0;
  if (fold) {
    fold.hidden = folded === 0;
    fold.open = folded > 0 && isActive(choice);
  }
  return shown;
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
}

function countWords(shown: number, total: number): string {
  const all = `${total.toLocaleString('en')} ${total === 1 ? 'case' : 'cases'}`;
  return shown === total ? all : `${shown.toLocaleString('en')} of ${all}`;
}
