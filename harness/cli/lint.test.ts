import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';

const BIN = fileURLToPath(new URL('./bin.js', import.meta.url));

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  said = [];
  const hear = (text: unknown) => void said.push(String(text));
  vi.spyOn(console, 'log').mockImplementation(hear);
  vi.spyOn(console, 'error').mockImplementation(hear);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const RIGHT = '{ "AllowOrigins": ["https://shop.com"], "AllowMethods": ["GET"] }';
const WRONG = '{\n"AllowOrigins": ["https://Shop.com"],\n"AllowMethod": ["GET"] }';

describe('cross-examine lint', () => {
  it('exits 0 when there is nothing to say', async () => {
    expect(await main(['lint', write('cors.json', RIGHT)])).toBe(EXIT.good);
    expect(said.join('\n')).toContain('nothing to say');
  });

  it('goes on to its exit code when whoever reads has read enough, and says nothing of it', async () => {
    const child = spawn(process.execPath, [BIN, 'lint', write('cors.json', RIGHT)]);
    child.stdout.destroy();
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(complaint).toBe('');
    expect(code).toBe(EXIT.good);
  });

  it('names every problem with file, line, rule and cure, and exits 1', async () => {
    expect(await main(['lint', write('cors.json', WRONG)])).toBe(EXIT.mismatch);
    const text = said.join('\n');
    expect(text).toContain('cors.json:2  error  origin-never-sent');
    expect(text).toContain('cors.json:3  error  unknown-key');
    expect(text).toContain('cure: Write the origin as browsers send it');
  });

  it('exits 2 for a file that is not there, and for one that is no configuration', async () => {
    expect(await main(['lint', join(folder, 'nowhere.json')])).toBe(EXIT.usage);
    expect(await main(['lint', write('package.json', '{ "name": "x" }')])).toBe(EXIT.usage);
    expect(await main(['lint', write('half.json', '{ "AllowOrigins": [')])).toBe(EXIT.usage);
  });

  it('takes parameters, and refuses what is none', async () => {
    const template =
      'Parameters: { Site: { Type: String } }\nResources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      CorsConfiguration: { CorsRules: [{ AllowedMethods: [GET], AllowedOrigins: [!Ref Site] }] }\n';
    const file = write('template.yaml', template);
    expect(await main(['lint', file, '--parameter', 'Site=null'])).toBe(EXIT.mismatch);
    expect(said.join('\n')).toContain('null-origin');
    expect(await main(['lint', file, '--parameter', 'Site=https://shop.com'])).toBe(EXIT.good);
  });

  it('prints JSON for a program', async () => {
    await main(['lint', write('cors.json', WRONG), '--json']);
    expect(JSON.parse(said.join('\n'))).toMatchObject({
      format: 1,
      issues: [
        { line: 2, rule: 'origin-never-sent', severity: 'error' },
        { line: 3, rule: 'unknown-key' },
      ],
    });
  });

  it('says what no source confirms after the findings, once a kind, and that changes no exit code', async () => {
    expect(await main(['lint', write('cors.json', RIGHT), write('other.json', RIGHT)])).toBe(EXIT.good);
    const headings = said.filter((line) => line.startsWith('Not confirmed'));
    expect(headings).toEqual(['Not confirmed by any source, so a choice of the emulated http-api:']);
    const at = (part: string) => said.findIndex((line) => line.includes(part));
    expect(at('maxAge -1 is sent as it is')).toBeGreaterThan(at('Not confirmed'));
    expect(at('Not confirmed')).toBeGreaterThan(said.findLastIndex((line) => line.includes('nothing to say')));
  });

  it('says so to a program, too, and not of a file that configures nothing', async () => {
    await main(['lint', write('cors.json', RIGHT), '--json']);
    const { issues, unconfirmed } = JSON.parse(said.join('\n'));
    expect(issues).toEqual([]);
    expect(unconfirmed).toEqual([
      { kind: 'http-api', choices: expect.arrayContaining(['maxAge -1 is sent as it is']) },
    ]);
    said = [];
    await main(['lint', write('package.json', '{ "name": "x" }'), '--json']);
    expect(JSON.parse(said.join('\n')).unconfirmed).toEqual([]);
  });

  it('steers no terminal by what a file holds', async () => {
    await main(['lint', write('cors.json', '{ "AllowOrigins": ["\\u001b[2Jhttps://x"] }')]);
    expect(said.join('\n')).not.toContain('\u001b[2J');
  });
});
