import type { Command } from 'commander';

/** `cross-examine check [CONTRACT]` */
export function checkCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('check')
    .argument('[contract]', 'a contract file; without one, cors.contract.yaml, .json or .ts in this folder')
    .description("Checks an API against a contract: its own sites read it, and nobody else's do.")
    .option('--engine <names>', 'which engines, separated by commas', 'chromium,firefox,webkit')
    .option('--json <out>', 'write what was found to this file')
    .option('--html <folder>', 'write the report to this folder')
    .option('--dry-run', 'print the requests that would be made, and make none')
    .option('--api <url>', 'without a file: the address that browsers use')
    .option('--upstream <url>', 'without a file: where the API listens during the check')
    .option('--site <origin...>', 'without a file: who may read it')
    .option('--route <route...>', 'without a file: a method and a path, as in "GET /orders"')
    .option('--credentials', 'without a file: the sites read with cookies')
    .option('--allow-unsafe', 'send POST, PUT and DELETE to targets that are not on this machine, too')
    .option('--insecure', 'take any certificate of a target')
    .option('--rate <number>', 'requests a second to targets that are not on this machine', '25')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine check                                       the contract in this folder, in every engine
  $ cross-examine check --engine chromium --json found.json   one engine, and the findings for a program to read
  $ cross-examine check api/cors.contract.yaml --dry-run      what would be asked, and by whom
  $ cross-examine check --api https://api.shop.com --upstream http://127.0.0.1:8080 \\
      --site https://shop.com --route "GET /orders" --route "DELETE /orders/1"

The rules, and what a contract file holds: docs/contract.md
Exit codes: 0 good · 1 a finding of severity error · 2 the input is wrong, nothing was asked · 3 not fully measured
(a target that is down, an engine that is missing) · 130 interrupted`,
    )
    .action(async (file, options) => {
      const { checkApi } = await import('../check.ts');
      onExit(await checkApi(file, options));
    });
}
