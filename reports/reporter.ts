import { dirname, resolve } from 'node:path';
import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import type { Claim } from '../harness/model/claim.ts';
import { build } from './build.ts';
import { finishedTest } from './collect.ts';
import { writeReport } from './write.ts';

export interface ReporterOptions {
  /** Where the report goes, relative to the configuration file; `reports/latest` by default. */
  readonly outputDir?: string;
  /** What the results are to settle. */
  readonly claims?: readonly Claim[];
  /** Given by the runner. */
  readonly configDir?: string;
}

/** Writes the compatibility report. All it knows comes through test attachments, so shards can be merged. */
export default class CompatibilityReporter implements Reporter {
  readonly #options: ReporterOptions;
  readonly #lastResults = new Map<TestCase, TestResult>();
  readonly #errors: string[] = [];
  #config: FullConfig | undefined;
  #suite: Suite | undefined;

  constructor(options: ReporterOptions = {}) {
    this.#options = options;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#config = config;
    this.#suite = suite;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#lastResults.set(test, result);
  }

  onError(error: TestError): void {
    this.#errors.push(error.message ?? error.value ?? 'an error without a message');
  }

  /** A report that could not be written fails the run: the last one still lies there and would be taken for this one. */
  async onEnd(run: FullResult): Promise<{ status: FullResult['status'] }> {
    try {
      const index = writeReport(this.#report(run), this.#outputDir());
      process.stdout.write(`\n  Compatibility report: ${index}\n`);
      return { status: run.status };
    } catch (error) {
      process.stderr.write(`\n  The compatibility report could not be written: ${(error as Error).stack}\n`);
      return { status: run.status === 'passed' ? 'failed' : run.status };
    }
  }

  printsToStdio(): boolean {
    return false;
  }

  #report({ status, startTime, duration }: FullResult) {
    const rootDir = this.#config?.rootDir ?? process.cwd();
    const tests = this.#suite?.allTests() ?? [];
    return build({
      generatedAt: new Date(startTime.getTime() + duration).toISOString(),
      durationMs: Math.round(duration),
      status,
      tests: tests.map((test) => finishedTest(test, this.#lastResults.get(test), rootDir)),
      claims: this.#options.claims ?? [],
      errors: this.#errors,
    });
  }

  #outputDir(): string {
    const { outputDir = 'reports/latest', configDir } = this.#options;
    const configFile = this.#config?.configFile;
    return resolve(configDir ?? (configFile === undefined ? process.cwd() : dirname(configFile)), outputDir);
  }
}
