import { RULES } from './catalogue.ts';
import type { Rule, Software } from './rule.ts';
import { SOFTWARE_NAMES } from './software.ts';

const HEAD = `# Rules

What \`cross-examine check\` reports, one section a rule. Made from the catalogue by \`npm run rules\`.
A contract may give a rule another severity, as in \`rules: { silent-side-effect: error }\`, or turn it \`off\`.
`;

/** The page of the docs that lists every rule, as Markdown. */
export function rulesPage(): string {
  return `${[HEAD, ...Object.values(RULES).map(section)].join('\n')}`;
}

function section(rule: Rule): string {
  const general = rule.under === null ? '' : ` · a case of [${rule.under}](#${rule.under})`;
  return `## ${rule.id}

**${rule.title}** · ${rule.severity}${rule.cwe === null ? '' : ` · ${cweLink(rule.cwe)}`}${general}

${rule.meaning}
${rule.why}
The standard: [${rule.section.name}](${rule.section.url}).

${cures(rule)}
`;
}

function cweLink(cwe: string): string {
  return `[${cwe}](https://cwe.mitre.org/data/definitions/${cwe.slice('CWE-'.length)}.html)`;
}

/** One list, or one line where every system is told the same. */
function cures({ cures }: Rule): string {
  if (new Set(Object.values(cures)).size === 1) return cures.general;
  const names = Object.entries(SOFTWARE_NAMES) as [Software, string][];
  return [`- ${cures.general}`, ...names.map(([id, name]) => `- ${name}: ${cures[id]}`)].join('\n');
}
