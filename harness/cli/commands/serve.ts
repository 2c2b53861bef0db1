import type { Command } from 'commander';
import { collectPairs } from '../pairs.ts';

/** `cross-examine serve [NAME]` */
export function serveCommand(program: Command, onExit: (code: number) => void): void {
  program
    .command('serve')
    .argument('[name]', 'which system; without a name, all are listed')
    .option('--config <file>', 'start what this configuration file makes of AWS, instead of a system by its name')
    .option('--parameter <name=value>', 'a parameter of that file; may be repeated', collectPairs)
    .option('--backend <url>', 'what stands behind its gateways; without it, a server that says nothing of CORS')
    .description('Starts one of the systems that the specs are about, for you to look at in a browser of your own.')
    .addHelpText(
      'after',
      `
Examples:
  $ cross-examine serve             what there is
  $ cross-examine serve cdn         its origins, how to point a browser at them, and each request as it comes
  $ cross-examine serve --config template.yaml --parameter Stage=prod --backend http://127.0.0.1:8080

Exit codes: 0 ended by Ctrl-C · 2 nothing of this name, or the file is wrong · 3 a program that it needs is not there`,
    )
    .action(async (name, { config, ...options }) => {
      if (config !== undefined) {
        const { serveConfig } = await import('../serve-config.ts');
        return onExit(await serveConfig(config, options));
      }
      const { listSystems, serve } = await import('../serve.ts');
      if (name === undefined) console.log(listSystems());
      else onExit(await serve(name));
    });
}
