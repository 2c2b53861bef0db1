import type { Command } from 'commander';
import { collectPairs } from '../pairs.ts';

/** `cross-examine lint FILE` */
export function lintCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('lint')
    .argument(
      '<files...>',
      'S3, API Gateway or CloudFront in JSON or XML, CloudFormation, SAM, OpenAPI, serverless.yml, a Terraform plan',
    )
    .description(
      'Reads configuration files as AWS would, and says what is wrong with their CORS. No browser is started.',
    )
    .option(
      '--parameter <name=value>',
      'a parameter of the template, or a variable of the service; may be repeated',
      collectPairs,
    )
    .option('--json', 'print the issues as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine lint cors.json
  $ cross-examine lint template.yaml --parameter Site=https://shop.com
  $ cross-examine lint serverless.yml --parameter opt:stage=prod
  $ terraform show -json plan.out > plan.json && cross-examine lint plan.json

Exit codes: 0 good · 1 an issue of severity error · 2 a file cannot be read, or is of no known format`,
    )
    .action(async (files, options) => {
      const { lint } = await import('../lint.ts');
      onExit(lint(files, options));
    });
}
