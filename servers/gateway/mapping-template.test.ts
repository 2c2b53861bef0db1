import { describe, expect, it } from 'vitest';
import { mappingTemplateSchema } from './mapping-template.ts';

const headers = { origin: 'https://admin.shop.com' };
const SET = '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)';
const ALLOWED = { 'access-control-allow-origin': 'https://admin.shop.com' };

const render = (template: string, body = '') => mappingTemplateSchema.parse(template)({ headers, body });

describe('a mapping template', () => {
  it.each([
    [
      'by a list',
      `#set($sites = ["https://shop.com", "https://admin.shop.com"])#set($origin = $input.params("origin"))#if($sites.contains($origin))${SET}#end`,
    ],
    [
      'by a loop',
      `#set($sites = "https://shop.com, https://admin.shop.com")#foreach($site in $sites.split(","))#if($site.trim() == $input.params("Origin"))#set($origin = $site.trim())${SET}#end#end`,
    ],
    [
      'by its end',
      `#set($origin = $input.params("Origin"))#if($origin.endsWith(".shop.com") && $origin.startsWith("https://"))${SET}#end`,
    ],
    [
      'in any case of letters',
      `#set($origin = $input.params().header.get("origin"))#if($origin.equalsIgnoreCase("HTTPS://ADMIN.SHOP.COM"))${SET}#end`,
    ],
    [
      'in a string',
      '#set($origin = $input.params("Origin"))#set($context.responseOverride.header.Access-Control-Allow-Origin = "$origin")',
    ],
  ])('allows an origin %s', (_how, template) => {
    expect(render(template)).toMatchObject({ headers: ALLOWED });
  });

  it.each([
    ['a pattern that fits a part only', '$origin.matches("admin")'],
    ['a negation', '!$origin.matches(".*[.]shop[.]com")'],
    ['something that is not there', '$nothing'],
    ['an empty string', '$input.params("X-Nothing").equals("a")'],
  ])('does not for %s', (_what, condition) => {
    expect(render(`#set($origin = $input.params("Origin"))#if(${condition})${SET}#end`)).toMatchObject({ headers: {} });
  });

  it('may say the status, and the body as it came', () => {
    expect(render('#set($context.responseOverride.status = 404)$input.json("$")', '{"a":1}')).toEqual({
      text: '{"a":1}',
      status: 404,
      headers: {},
    });
    expect(render('<$input.body>', 'a').text).toBe('<a>');
  });

  it('reaches nothing but what it is given', () => {
    const template = '#set($context.responseOverride.__proto__.polluted = "yes")';
    render(template);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a template that uses more is refused:', () => {
  it.each([
    ['#if($a', 'is no template of Velocity'],
    ['$util.escapeJavaScript($input.body)', 'uses $util.escapeJavaScript, which is not emulated'],
    ['$context.identity.sourceIp', 'uses $context.identity, which is not emulated'],
    ['$constructor.name', 'uses $constructor.name, which is not emulated'],
    ['#set($__proto__.polluted = "yes")', 'uses $__proto__.polluted, which is not emulated'],
    ['$input.path("$.a")', 'uses $input.path, which is not emulated'],
    ['$input.json("$.a")', 'calls json() for a part of the payload, which is not emulated'],
    ['#if("$util.now" == "a")b#end', 'uses $util.now, which is not emulated'],
    ['#set($a = "b")$a.replaceAll("b", "c")', 'calls replaceAll(), which is not emulated'],
    ['#set($a = "b")$a.constructor("c")', 'calls constructor(), which is not emulated'],
    ['#macro(a)b#end', 'uses #macro, which is not emulated'],
    ['#set($o = "a")#if($o.matches("("))b#end', 'calls matches() with (, which is no regular expression'],
  ])('%s', (template, message) => {
    const { error } = mappingTemplateSchema.safeParse(template);
    expect(error?.issues[0]?.message).toContain(message);
  });
});
