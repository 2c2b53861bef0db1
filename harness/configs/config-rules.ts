import type { Severity } from '../model/finding.ts';

/** What `cross-examine lint` can say of a configuration file. */
export const CONFIG_RULE_IDS = [
  'not-readable',
  'unknown-format',
  'unknown-key',
  'wrong-value',
  'said-twice',
  'aws-refuses',
  'not-emulated',
  'unresolved-value',
  'no-cors-here',
  'origin-never-sent',
  'origin-list',
  'null-origin',
  'insecure-origin',
  'development-origin',
  'open-wildcard',
  'anybody-with-credentials',
  'wildcard-with-credentials',
  'wildcard-taken-literally',
  'authorization-not-covered',
  'method-missing',
  'options-missing',
  'options-guarded',
  'options-without-permission',
  'errors-without-cors',
  'answer-without-cors',
  'function-must-answer',
  'origin-must-answer-options',
  'options-not-allowed',
  'cache-mixes-answers',
  'one-static-origin',
  'max-age-over-cap',
] as const;
export type ConfigRuleId = (typeof CONFIG_RULE_IDS)[number];

/** A rule of the lint. */
export interface ConfigRule {
  readonly severity: Severity;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly cure: string;
}

/** By the id of the rule. Only errors change the exit code. */
export const CONFIG_RULES: Readonly<Record<ConfigRuleId, ConfigRule>> = {
  'not-readable': {
    severity: 'error',
    why: 'Nothing can be said of a file that cannot be read.',
    cure: 'Mend the syntax at this line.',
  },
  'unknown-format': {
    severity: 'error',
    why: 'Nothing in the file says what it configures.',
    cure: 'Give an S3 CORS configuration, an HTTP API, a distribution or response headers policy in JSON, a CloudFormation or SAM template, OpenAPI, serverless.yml, or a Terraform plan in JSON.',
  },
  'unknown-key': {
    severity: 'error',
    why: 'A field that nobody reads says nothing, although it was meant to.',
    cure: 'Correct its name, or take it out.',
  },
  'wrong-value': {
    severity: 'error',
    why: 'The service has no use for such a value.',
    cure: 'Correct the value.',
  },
  'said-twice': {
    severity: 'warn',
    why: 'Of two fields of one name the last counts, and the first says nothing.',
    cure: 'Take one of them out.',
  },
  'aws-refuses': {
    severity: 'error',
    why: 'The deployment fails with these words.',
    cure: 'Correct the value, as the message says.',
  },
  'not-emulated': {
    severity: 'warn',
    why: 'What is not emulated was not checked.',
    cure: 'Check this part against the deployed API with a contract.',
  },
  'unresolved-value': {
    severity: 'warn',
    why: 'What only a deployment knows could not be checked.',
    cure: 'Give the value with --parameter NAME=VALUE.',
  },
  'no-cors-here': {
    severity: 'note',
    why: 'Pages of other origins cannot read what is configured here.',
    cure: 'Nothing, if no page of another origin is to read it.',
  },
  'origin-never-sent': {
    severity: 'error',
    why: 'Browsers write scheme, host in lower case, and a port that is not the default, and no more: nothing ever equals this entry.',
    cure: 'Write the origin as browsers send it, as in https://shop.com.',
  },
  'origin-list': {
    severity: 'error',
    why: 'Access-Control-Allow-Origin holds one origin; several in one value match nobody.',
    cure: 'Answer with the one origin that asked: an HTTP API does, and so does a function behind the gateway.',
  },
  'null-origin': {
    severity: 'error',
    why: 'Any page can have the origin null: a sandboxed frame is enough.',
    cure: 'Take null out of the list.',
  },
  'insecure-origin': {
    severity: 'warn',
    why: 'Who can change what travels over http: can read as that page.',
    cure: 'Serve the page over https:, and list that origin.',
  },
  'development-origin': {
    severity: 'warn',
    why: 'A page that runs on a visitor’s own machine may read what the deployed site may.',
    cure: 'Keep origins of development out of what is deployed for others.',
  },
  'open-wildcard': {
    severity: 'error',
    why: 'A wildcard that begins or ends inside a name admits names that anybody can register.',
    cure: 'Let the wildcard stand for whole labels in front of your own domain, as in https://*.shop.com.',
  },
  'anybody-with-credentials': {
    severity: 'error',
    why: 'Every page in the world reads what a logged-in visitor may read.',
    cure: 'List the origins that may read, or allow no credentials.',
  },
  'wildcard-with-credentials': {
    severity: 'error',
    why: 'Browsers refuse * for a request with credentials.',
    cure: 'List the origins by name.',
  },
  'wildcard-taken-literally': {
    severity: 'error',
    why: 'With credentials browsers take * for a name, and no header or method has it.',
    cure: 'List the headers or methods by name.',
  },
  'authorization-not-covered': {
    severity: 'warn',
    why: 'By the Fetch Standard * does not cover Authorization; some engines still let it.',
    cure: 'List Authorization by name, beside *.',
  },
  'method-missing': {
    severity: 'error',
    why: 'A preflight for this method fails.',
    cure: 'Add the method to the allowed methods.',
  },
  'options-missing': {
    severity: 'error',
    why: 'The gateway answers a preflight of this resource with 403, without CORS headers.',
    cure: 'Enable CORS on the resource, or give it an OPTIONS method with a mock integration.',
  },
  'options-guarded': {
    severity: 'error',
    why: 'A preflight carries no credentials: an authorizer refuses it, and no request ever follows.',
    cure: 'Let OPTIONS come past the authorizer: authorization NONE, or a route OPTIONS /{proxy+} of its own.',
  },
  'options-without-permission': {
    severity: 'error',
    why: 'A preflight whose answer has no Access-Control-Allow-Origin fails.',
    cure: 'Let the OPTIONS method answer with Access-Control-Allow-Origin.',
  },
  'errors-without-cors': {
    severity: 'warn',
    why: 'What the gateway answers by itself (401, 403, 413, 429, 504) looks like a CORS error to a page.',
    cure: 'Give the gateway responses DEFAULT_4XX and DEFAULT_5XX an Access-Control-Allow-Origin.',
  },
  'answer-without-cors': {
    severity: 'error',
    why: 'The preflight passes, the request is carried out, and the page cannot read the answer.',
    cure: 'Map Access-Control-Allow-Origin in the integration response, too.',
  },
  'function-must-answer': {
    severity: 'note',
    why: 'With a proxy integration the gateway adds nothing to answers: the function has to.',
    cure: 'Let the function add Access-Control-Allow-Origin to every answer, errors included.',
  },
  'origin-must-answer-options': {
    severity: 'note',
    why: 'The policy adds headers; a preflight still goes to the origin server, and has to be answered with a 2xx.',
    cure: 'Let the origin server answer OPTIONS, or answer at the edge with a function.',
  },
  'options-not-allowed': {
    severity: 'warn',
    why: 'CloudFront answers a method that is not allowed with 403, without CORS headers: a preflight fails.',
    cure: 'Allow GET, HEAD and OPTIONS, or all methods.',
  },
  'cache-mixes-answers': {
    severity: 'warn',
    why: 'A copy that was made for who asked first is served to others, to whom the origin would have said something else.',
    cure: 'Put these headers into the cache key, or let a response headers policy with OriginOverride say it all.',
  },
  'one-static-origin': {
    severity: 'note',
    why: 'A static value serves one origin: a second site is refused.',
    cure: 'For several sites answer with the one that asked.',
  },
  'max-age-over-cap': {
    severity: 'note',
    why: 'Chromium keeps a preflight for 7200 seconds at most, Firefox for 86400, WebKit for 600.',
    cure: 'Nothing: the cap applies.',
  },
};
