import type { Command } from 'commander';

/** `cross-examine report [FILE]` */
export function reportCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('report')
    .argument('[file]', 'report.json, or the folder that it is in', 'reports/latest/report.json')
    .description('Draws the compatibility report again from its report.json, which may be held against an earlier one.')
    .option('--against <old>', 'an earlier report.json: the page then shows what changed')
    .option('--open', 'open the page in your browser')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine report --open                               the report of the last run
  $ cross-examine report downloads/report.json                writes downloads/index.html
  $ cross-examine report --against last-week/report.json      new failures, what is fixed, engines of another version

Exit codes: 0 good · 1 with --against: something fails that did not · 2 a file cannot be read`,
    )
    .action(async (file, options) => {
      const { report } = await import('../report.ts');
      onExit(report(file, options));
    });
}
