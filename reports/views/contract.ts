import { html } from 'htm/preact';
import type { VNode } from 'preact';
import {
  type CheckReport,
  type Finding,
  SEVERITIES,
  type Severity,
  type Unmeasured,
} from '../../harness/model/finding.ts';
import type { Report } from '../model.ts';
import { ContractGrid } from './contract-grid.ts';
import { ExchangeView } from './exchange.ts';
import { Prose, Text } from './text.ts';
import { plural, properName } from './words.ts';

interface Look {
  readonly shape: string;
  readonly word: string;
  readonly many: string;
}

/** Shape and word tell a severity; colour only helps. */
const LOOKS: Readonly<Record<Severity, Look>> = {
  error: { shape: '✕', word: 'error', many: 'errors' },
  warn: { shape: '▲', word: 'warning', many: 'warnings' },
  note: { shape: '•', word: 'note', many: 'notes' },
};

/** What the check of a team's contract found: the worst first, with a cure each. */
export function Contract({ contract }: Pick<Report, 'contract'>): VNode | null {
  if (contract === null) return null;
  return html`<section class="page contract" id="contract">
    <h2>Contract</h2>
    <p class="lede">${verdictOf(contract)}</p>
    <p class="aside">${whatWasChecked(contract).map((words) => html`<span>${words}</span>`)}</p>
    ${!contract.complete && html`<p class="notice">The check did not come to its end: what is missing here was not asked.</p>`}
    ${SEVERITIES.map((severity) => html`<${Findings} severity=${severity} findings=${contract.findings.filter((each) => each.severity === severity)} />`)}
    <${Inconclusive} unmeasured=${contract.inconclusive} />
    <${ContractGrid} contract=${contract} />
  </section>`;
}

/** The check in one sentence. */
export function verdictOf({ findings, inconclusive, checked }: CheckReport): string {
  const counts = SEVERITIES.map((severity) => {
    const { word, many } = LOOKS[severity];
    return { number: findings.filter((each) => each.severity === severity).length, word, many };
  });
  const said = counts.filter(({ number }) => number > 0).map(({ number, word, many }) => plural(number, word, many));
  const unsure = inconclusive.length > 0 ? [`${inconclusive.length} not measured`] : [];
  if (said.length + unsure.length > 0) return [...said, ...unsure].join(', ');
  return checked.routes.length === 0 ? 'No route was checked' : 'The contract holds: nothing was found';
}

function whatWasChecked({ checked, engines }: CheckReport): string[] {
  return [
    plural(checked.routes.length, 'route'),
    `${plural(checked.apis.length, 'API')}`,
    `${plural(checked.sites.length, 'site')} that may read`,
    engines.map(({ name, version }) => `${properName(name)} ${version}`).join(', '),
  ].filter((words) => words !== '');
}

function Findings({ severity, findings }: { severity: Severity; findings: readonly Finding[] }): VNode | null {
  if (findings.length === 0) return null;
  const { word, many } = LOOKS[severity];
  return html`<section class="findings">
    <h3>${plural(findings.length, word, many)}</h3>
    <ul>${findings.map((finding) => html`<${FindingView} finding=${finding} />`)}</ul>
  </section>`;
}

function FindingView({ finding }: { finding: Finding }): VNode {
  const { rule, severity, cwe, route, origin, originClass, engines, message, cure, decidedBy, exchange } = finding;
  const { shape, word } = LOOKS[severity];
  const where = [decidedBy.section, decidedBy.step === '' ? '' : `step ${decidedBy.step}`].filter(Boolean).join(', ');
  return html`<li class=${`finding ${severity}`}>
    <p class="title"><span class="severity"><span class="shape" aria-hidden="true">${shape}</span> ${word}</span> <code>${rule}</code></p>
    <p class="says"><${Text} value=${message} /></p>
    <p class="aside">
      <span class="path"><${Text} value=${route} /></span>
      <span>asked from <${Text} value=${origin} /> (${originClass.replaceAll('-', ' ')})</span>
      <span>${engines.length === 0 ? 'seen outside a browser' : engines.map(properName).join(', ')}</span>
      ${cwe !== null && html`<span><${Text} value=${cwe} /></span>`}
    </p>
    <div class="cure"><h4>To cure it</h4><p><${Prose} value=${cure} /></p></div>
    <p class="decided">By the standard: <${Text} value=${`${where}: ${decidedBy.reason}`} /></p>
    ${exchange !== null && html`<details><summary>The exchange that shows it</summary><ol class="wire"><${ExchangeView} exchange=${exchange} since=${exchange.startedAt} /></ol></details>`}
  </li>`;
}

function Inconclusive({ unmeasured }: { unmeasured: readonly Unmeasured[] }): VNode | null {
  if (unmeasured.length === 0) return null;
  const show = ({ route, origin, engine, reason }: Unmeasured) =>
    html`<li>
      <p><span class="path"><${Text} value=${route} /></span> from <${Text} value=${origin} />, ${engine === null ? 'outside a browser' : properName(engine)}</p>
      <p class="aside"><span><${Text} value=${reason} /></span></p>
    </li>`;
  return html`<section class="unmeasured">
    <h3>${unmeasured.length} not measured</h3>
    <p class="aside">Neither good nor bad: nobody can tell.</p>
    <ul>${unmeasured.map(show)}</ul>
  </section>`;
}
