import type { Command } from 'commander';

/** `cross-examine serve [NAME]` */
export function serveCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('serve')
    .argument('[name]', 'which system; without a name, all are listed')
    .description('Starts one of the systems that the specs are about, for you to look at in a browser of your own.')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine serve             what there is
  $ cross-examine serve cdn         its origins, how to point a browser at them, and each request as it comes

Exit codes: 0 ended by Ctrl-C · 2 nothing of this name · 3 a program that it needs is not there`,
    )
    .action(async (name) => {
      const { listSystems, serve } = await import('../serve.ts');
      if (name === undefined) console.log(listSystems());
      else onExit(await serve(name));
    });
}
