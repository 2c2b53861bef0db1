import type { Command } from 'commander';

/** `cross-examine predict FILE` */
export function predictCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('predict')
    .argument('<file>', 'a scenario file, JSON or YAML')
    .description(
      'Says what the Fetch Standard makes of a scenario file, and which step decides. No browser is started.',
    )
    .option('--check', 'hold the predictions against what the file expects')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine predict cases.yaml > predictions.json
  $ cross-examine predict cases.yaml --check > /dev/null      what of \`expect\` is not what the standard says

Exit codes: 0 good · 1 a mismatch · 2 the input is wrong · 3 something in the file is not modelled`,
    )
    .action(async (file, options) => {
      const { predictFile } = await import('../predict.ts');
      onExit(predictFile(file, options));
    });
}
