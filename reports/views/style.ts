const MOST_COLUMNS = 8;

/** A summary sits in its engine's column; what it opens spans the row below all of them. */
const COLUMNS = Array.from({ length: MOST_COLUMNS }, (_, at) => at + 1)
  .map(
    (number) => `
.matrix .columns-${number} tr { grid-template-columns: minmax(16rem, 1.7fr) repeat(${number}, minmax(8.5rem, 1fr)); }
.matrix td:nth-child(${number + 1}) .cell { grid-column: ${number + 1}; }`,
  )
  .join('');

/** The page's only style sheet. Shape and word carry the meaning; colour only helps. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fcfbf9, #16181b);
  --panel: light-dark(#f5f3ef, #1d2024);
  --ink: light-dark(#22252a, #e4e3df);
  --soft: light-dark(#666a70, #9a9da2);
  --faint: light-dark(#8d9095, #74777c);
  --line: light-dark(#e5e1da, #2c3035);
  --readable: light-dark(#0d7256, #58c7a3);
  --opaque: light-dark(#4a63a8, #93a9e8);
  --opaqueredirect: light-dark(#75509d, #bd9be4);
  --blocked: light-dark(#54585f, #b3b6bb);
  --executed: light-dark(#a34a00, #f2a35c);
  --inconclusive: light-dark(#9b2f76, #e68ac3);
  --failed: light-dark(#b3261e, #ff8a80);
  --differ: light-dark(#7a5b00, #e2c15a);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, "DejaVu Serif", serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans); -webkit-text-size-adjust: 100%; }
body { margin: 0; }
main { max-width: 78rem; margin: 0 auto; padding: 3.5rem clamp(1rem, 4vw, 3rem) 5rem; }
h1, h2, h4, h5, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2 { font-family: var(--serif); font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.6rem); letter-spacing: -0.015em; margin: .35rem 0 .7rem; }
h2 { font-size: 1.35rem; letter-spacing: -0.005em; }
h5 { font-size: .78rem; font-weight: 600; color: var(--soft); margin-bottom: .3rem; }
bdi, .value, .path { overflow-wrap: anywhere; }
a { color: inherit; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--opaque); outline-offset: 2px; border-radius: 3px; }
.brand { font-size: .82rem; font-weight: 600; letter-spacing: .02em; color: var(--soft); }
.aside { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; color: var(--soft); font-size: .86rem; }
.version { font-family: var(--sans); font-weight: 400; font-size: .8rem; letter-spacing: 0; color: var(--faint); }
.path, .what, .headers, .wire .line, .lines, .unseen { font-family: var(--mono); }
.path { font-size: .8rem; }
.none, .cut { color: var(--faint); font-style: italic; font-size: .82rem; }
.cut { font-family: var(--sans); }
.unseen { color: var(--failed); border: 1px dotted currentColor; border-radius: 3px; padding: 0 .15em; font-size: .85em; }
.tag { font-size: .72rem; line-height: 1.5; padding: 0 .45em; border: 1px solid var(--line); border-radius: 4px; color: var(--soft); white-space: nowrap; }
.tag.differ { color: var(--differ); border-color: currentColor; white-space: normal; }
main > section { margin-top: 3.5rem; }

.state { font-weight: 600; white-space: nowrap; }
.state .shape { display: inline-block; width: 1.15em; text-align: center; font-variant-emoji: text; }
.readable { color: var(--readable); fill: var(--readable); }
.opaque { color: var(--opaque); fill: var(--opaque); }
.opaqueredirect { color: var(--opaqueredirect); fill: var(--opaqueredirect); }
.blocked { color: var(--blocked); fill: var(--blocked); }
.state.executed, rect.executed { color: var(--executed); fill: var(--executed); }
.inconclusive { color: var(--inconclusive); fill: var(--inconclusive); }
.missing { color: var(--faint); font-weight: 400; }
.verdict-failed { color: var(--failed); font-weight: 600; }

.tallies { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 2.5rem; margin-top: 2.5rem; }
.tally h2 { font-size: 1.15rem; }
.bar { display: block; width: 100%; height: 8px; margin: .7rem 0 .8rem; border-radius: 4px; background: var(--line); }
.tally li { display: flex; justify-content: space-between; padding: .12rem 0; font-size: .9rem; }
.tally b { font-variant-numeric: tabular-nums; }
.tally .state { font-weight: 400; }
.tally .zero, .tally .zero * { color: var(--faint); font-weight: 400; }
.score { display: flex; gap: 1rem; margin-top: .5rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .9rem; }

.notices { margin-top: 2.5rem; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); font-size: .9rem; }
.notices li { padding: .1rem 0; }
.problems li { margin-top: 1.2rem; padding-left: 1rem; border-left: 3px solid var(--failed); }
.problems .title { font-weight: 600; }
.lines { margin: .3rem 0; font-size: .8rem; line-height: 1.55; white-space: pre-wrap; }

.claims > ul > li { padding: .9rem 0; border-top: 1px solid var(--line); }
.claims > ul { margin-top: .9rem; }
.claims .title { display: grid; grid-template-columns: 7.5rem 1fr; gap: .2rem 1rem; }
.claims li > :not(.title) { margin-left: 8.5rem; font-size: .9rem; max-width: 62ch; }
.claims li > .aside, .claims details { font-size: .78rem; color: var(--soft); }
.claims summary { cursor: pointer; }
.belief { font-weight: 600; white-space: nowrap; }
.belief .shape { display: inline-block; width: 1.15em; text-align: center; font-variant-emoji: text; }
.belief.confirmed { color: var(--readable); }
.belief.limited { color: var(--executed); }
.belief.refuted { color: var(--failed); }
.belief.outdated { color: var(--opaqueredirect); }
.belief.unsettled { color: var(--inconclusive); }
@media (max-width: 40rem) {
  .claims .title { grid-template-columns: 1fr; }
  .claims li > :not(.title) { margin-left: 0; }
}

.caches .chart { display: block; width: 100%; max-width: 40rem; margin-top: 1rem; }
.caches .grid { stroke: var(--line); }
.caches text { font: 11px var(--sans); fill: var(--soft); font-variant-numeric: tabular-nums; }
.caches .figure { fill: var(--ink); font-weight: 600; }
.caches .line { fill: none; stroke-width: 2; }
.caches .line.each { stroke: var(--opaque); }
.caches .line.all { stroke: var(--readable); stroke-dasharray: 5 4; }
.caches .mark.each { fill: var(--opaque); }
.caches .mark.all { fill: var(--paper); stroke: var(--readable); stroke-width: 2; }
.caches .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin-top: .5rem; font-size: .82rem; color: var(--soft); }
.caches .legend svg { width: 28px; height: 10px; margin-right: .3rem; }
.caches caption { position: absolute; clip-path: inset(50%); }
.caches td { font-variant-numeric: tabular-nums; white-space: nowrap; }

.unheard { position: absolute; clip-path: inset(50%); }
.findings li, .unmeasured li { margin-top: 1rem; padding-left: 1rem; border-left: 3px solid var(--line); }
.finding.error { border-color: var(--failed); }
.cure h4 { font-size: .8rem; }

.filter { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; border: 0; font-size: .86rem; color: var(--soft); }
.filter legend { float: left; padding: 0; margin-right: 1.2rem; font-weight: 600; }
.filter input { accent-color: var(--ink); margin: 0 .2rem 0 0; vertical-align: -.1em; }
.filter p { margin-left: auto; color: var(--faint); font-style: italic; }
.filter label:has(:checked) { color: var(--ink); }
.matrix:has(#show-differs:checked) :is(.row, .topic):not(.differs, :has(.differs)),
.matrix:has(#show-executed:checked) :is(.row, .topic):not(.row.executed, :has(.row.executed)),
.matrix:has(#show-failed:checked) :is(.row, .topic):not(.failed, :has(.failed)),
.matrix:has(#show-unsure:checked) :is(.row, .topic):not(.row.unsure, :has(.row.unsure)) { display: none; }

.topic { margin-top: 2.75rem; }
.topic > header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .2rem 1.5rem; margin-bottom: .6rem; }
.matrix :is(table, tbody, thead) { display: block; }
.matrix tr { display: grid; border-top: 1px solid var(--line); }
.matrix th { text-align: left; font-weight: 400; }
.matrix thead tr { border-top: 0; }
.matrix thead th { padding: .35rem 1rem .35rem 0; font-size: .82rem; color: var(--soft); }
.matrix thead th:not(:first-child) { padding-left: .6rem; color: var(--ink); font-weight: 600; }
.matrix thead th:first-child { visibility: hidden; }
.matrix tbody th { padding: .75rem 1.75rem .75rem 0; grid-row: 1; }
.matrix tbody tr { border-top: 1px solid var(--line); }
.title { font-weight: 500; text-wrap: pretty; }
.request { color: var(--soft); font-weight: 400; font-size: .86rem; }
.what { font-size: .76rem; color: var(--soft); margin-top: .15rem; }
.marks { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: .4rem; }
.matrix td { display: contents; }
.cell { grid-row: 1; display: flex; flex-direction: column; padding: .75rem .6rem; min-width: 0; }
.cell .engine { display: none; }
.cell .state { white-space: normal; }
summary .state { position: relative; align-self: start; }
summary .state::after { content: "▸"; position: absolute; left: calc(100% + .4em); top: .35em; font-size: .7em; color: var(--faint); opacity: 0; }
summary:hover .state::after, details[open] > summary .state::after { opacity: 1; }
details[open] > summary .state::after { content: "▾"; }
.small { font-size: .78rem; line-height: 1.4; color: var(--soft); padding-left: 1.15rem; }
.cell :is(.verdict-failed, .retried) { font-size: .78rem; padding-left: 1.15rem; }
.retried { color: var(--differ); }
summary.cell { cursor: pointer; list-style: none; border-radius: 6px; }
summary.cell::-webkit-details-marker { display: none; }
summary.cell:hover { background: var(--panel); }
details[open] > summary.cell { background: var(--panel); box-shadow: inset 0 -2px 0 var(--soft); border-radius: 6px 6px 0 0; }
@supports selector(::details-content) {
  .matrix details { display: contents; }
  .matrix details::details-content { grid-column: 1 / -1; min-width: 0; }
}
${COLUMNS}

.evidence { background: var(--panel); border-radius: 8px; padding: 1.1rem 1.3rem 1.3rem; margin-bottom: .8rem; font-size: .86rem; scroll-margin-top: 8rem; }
.evidence:target { outline: 2px solid var(--opaque); }
.evidence h4 { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 1rem; font-size: .95rem; font-weight: 600; margin-bottom: .8rem; }
.permalink { font-size: .78rem; font-weight: 400; color: var(--soft); }
.evidence h5:not(:first-child), .pair + div > h5, .pair > div > div:has(> h5) { margin-top: .9rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem 2rem; }
.pair > * { min-width: 0; }
.evidence dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; }
.evidence dt { color: var(--soft); }
.evidence dd { min-width: 0; }
.headers { font-size: .78rem; line-height: 1.55; }
.header { padding-left: 1.2em; text-indent: -1.2em; }
.header .name { color: var(--soft); }
.header .value { white-space: pre-wrap; }
.failure { border-left: 3px solid var(--failed); padding-left: .9rem; margin-bottom: 1rem; }
.failure.unsure { border-color: var(--inconclusive); }
.failure h5 { color: var(--failed); }
.failure.unsure h5 { color: var(--inconclusive); }
.exchange { padding: .7rem 0; border-top: 1px solid var(--line); }
.exchange .line { font-size: .8rem; }
.exchange .aside { font-size: .78rem; margin: .1rem 0 .6rem; align-items: baseline; }
.arrow { color: var(--faint); }

.plain { overflow-x: auto; margin-top: .8rem; }
.plain table { border-collapse: collapse; width: 100%; font-size: .88rem; }
.plain :is(th, td) { text-align: left; padding: .4rem 1.5rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.plain th { font-weight: 600; color: var(--soft); font-size: .8rem; }

@media (max-width: 46rem) {
  main { padding-top: 2rem; }
  .matrix thead { display: none; }
  .matrix .row { display: block; padding: .8rem 0; }
  .matrix tbody th { display: block; padding: 0 0 .4rem; }
  .matrix .row.row td { display: block; }
  .matrix details { display: block; }
  .cell { display: grid; grid-template-columns: 5.5rem 1fr; padding: .4rem 0; }
  .cell .engine { display: block; grid-row: 1 / span 4; color: var(--soft); font-size: .82rem; padding-top: .1rem; }
  .cell > :not(.engine) { grid-column: 2; }
  .pair { grid-template-columns: 1fr; }
  .evidence { padding: .9rem; }
}
@media print {
  html { font-size: 10.5px; background: none; color-scheme: light; }
  main { max-width: none; padding: 0; }
  .filter, .permalink { display: none; }
  .row, .exchange { break-inside: avoid; }
  .topic > header { break-after: avoid; }
}
`;
