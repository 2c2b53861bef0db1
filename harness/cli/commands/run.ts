import type { Command } from 'commander';

/** `cross-examine run FILE` */
export function runCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('run')
    .argument('<file>', 'a scenario file, JSON or YAML')
    .description('Plays a scenario file in real browsers and reports what each of them did.')
    .option('--engine <names>', 'which engines, separated by commas', 'chromium,firefox,webkit')
    .option('--check', 'hold what was observed against what the file expects')
    .option('--json <out>', 'write the results to this file, as they come')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine run cases.yaml                              what every engine did, a row a scenario
  $ cross-examine run cases.yaml --check --engine firefox     exit code 1 when Firefox differs from \`expect\`
  $ cross-examine run cases.json --json results.json          the same for a program to read

Exit codes: 0 good · 1 a mismatch · 2 the input is wrong, nothing was run · 3 not fully measured · 130 interrupted`,
    )
    .action(async (file, options) => {
      // Loaded here, so that --help does not wait for Playwright.
      const { run } = await import('../run.ts');
      onExit(await run(file, options));
    });
}
