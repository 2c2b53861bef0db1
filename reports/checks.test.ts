import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PartialCheck } from '../harness/model/result.ts';
import { build } from './build.ts';
import {
  CHROMIUM,
  FIREFOX,
  sampleCheck,
  sampleFinding,
  samplePartialCheck,
  sampleRun,
  sampleTest,
} from './testing/samples.ts';
import { writeCheckReport } from './write-check.ts';

const NOW = '2026-01-31T12:30:00.000Z';

/** A test that checked a part of a contract, and made no request of its own. */
const checking = (engine: typeof CHROMIUM, check: PartialCheck, title = 'the contract') =>
  sampleTest({ title }, { engine, observations: [], check });

function inFirefox(part: PartialCheck): PartialCheck {
  const engines = ['firefox'] as const;
  return {
    findings: part.findings.map((finding) => ({ ...finding, engines })),
    inconclusive: part.inconclusive,
    checked: {
      ...part.checked,
      routes: part.checked.routes.map((route) => ({
        ...route,
        asked: route.asked.map((asked) => ({ ...asked, engines })),
      })),
    },
  };
}

describe('what contract tests attach', () => {
  it('is one check: a finding that two engines share is one finding', () => {
    const part = samplePartialCheck();
    const { contract, engines } = build(sampleRun([checking(CHROMIUM, part), checking(FIREFOX, inFirefox(part))]));
    expect(contract).toEqual({
      ...sampleCheck({ engines }),
      findings: [sampleFinding({ engines: ['chromium', 'firefox'] })],
      checked: {
        ...part.checked,
        routes: [
          {
            name: 'GET /orders',
            asked: part.checked.routes[0]?.asked.map((asked) => ({ ...asked, engines: ['chromium', 'firefox'] })),
          },
        ],
      },
    });
  });

  it('keeps findings of other rules, routes and origins apart', () => {
    const others = [
      sampleFinding(),
      sampleFinding({ rule: 'null-origin' }),
      sampleFinding({ route: 'GET /cart' }),
      sampleFinding({ origin: 'null', originClass: 'null' }),
    ];
    const parts = others.map((finding, at) =>
      checking(CHROMIUM, samplePartialCheck({ findings: [finding] }), `part ${at}`),
    );
    expect(build(sampleRun(parts)).contract?.findings).toEqual(others);
  });

  it('reads where any engine reads, and is unknown only where none could tell', () => {
    const asking = (reads: boolean | null) => {
      const part = samplePartialCheck();
      const [route] = part.checked.routes;
      const asked = (route?.asked ?? []).map((each) => ({ ...each, reads }));
      return { ...part, checked: { ...part.checked, routes: [{ name: 'GET /orders', asked }] } };
    };
    const merged = (...reads: (boolean | null)[]) =>
      build(sampleRun(reads.map((each, at) => checking(CHROMIUM, asking(each), `part ${at}`)))).contract?.checked
        .routes[0]?.asked[0]?.reads;
    expect([merged(false, true), merged(null, false), merged(null, null)]).toEqual([true, false, null]);
  });

  it('is a measurement: such a test did not pass for nothing, and a failed one is no problem', () => {
    const failed = { ...checking(CHROMIUM, samplePartialCheck(), 'failed'), ok: false, status: 'failed' as const };
    const report = build(sampleRun([checking(CHROMIUM, samplePartialCheck()), failed]));
    expect([report.totals.testsWithoutRequest, report.problems]).toEqual([0, []]);
  });

  it('is null where there was no contract', () => {
    expect(build(sampleRun([sampleTest()])).contract).toBeNull();
  });
});

describe('the page of a check', () => {
  it('is written with its twin, and tells the findings first', () => {
    const directory = mkdtempSync(join(tmpdir(), 'check-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const index = writeCheckReport(sampleCheck(), join(directory, 'new/folder'), NOW);
    expect(index).toBe(join(directory, 'new/folder/index.html'));
    const page = readFileSync(index, 'utf8');
    expect(page).toContain('<h1>1 error</h1>');
    expect(page).toContain('List the origins that may read it.');
    const report = JSON.parse(readFileSync(join(directory, 'new/folder/report.json'), 'utf8'));
    expect(report).toMatchObject({ generatedAt: NOW, complete: true, engines: [CHROMIUM], contract: sampleCheck() });
  });
});
