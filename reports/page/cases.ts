import { html } from 'htm/preact';
import { render } from 'preact';
import type { Packed } from '../pack.ts';
import type { PageData } from '../page-data.ts';
import { CasePage } from './case-page.ts';
import { Unpacker } from './unpack.ts';

/** Draws the case page of an anchor. @returns its title; `null` when no case is there */
export type DrawCase = (anchor: string) => string | null;

/** Reads the data that the page holds, once it is needed. */
export function startCases(): DrawCase {
  const place = document.getElementById('case-page');
  let read: { readonly data: PageData; readonly places: ReadonlyMap<string, readonly [number, number]> } | undefined;
  return (anchor) => {
    read ??= readData();
    const found = read?.places.get(anchor);
    if (read === undefined || found === undefined || place === null) return null;
    const [at, column] = found;
    const row = read.data.rows[at];
    const result = row?.cells[column];
    if (row === undefined || result === undefined || 'missing' in result) return null;
    render(html`<${CasePage} data=${read.data} at=${at} row=${row} column=${column} result=${result} />`, place);
    return `${row.title}: ${read.data.engines[column]?.name}`;
  };
}

function readData() {
  const text = document.getElementById('data')?.textContent;
  if (!text) return undefined;
  const data = new Unpacker(JSON.parse(text) as Packed).whole<PageData>();
  return { data, places: new Map(data.places.map(([anchor, row, column]) => [anchor, [row, column] as const])) };
}
