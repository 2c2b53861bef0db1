import { describe, expect, it } from 'vitest';
import type { Answer } from '../model/exchange.ts';
import { WireRecord } from './wire-record.ts';

const ARRIVAL = { method: 'GET', requestHeaders: [], preflight: false, mount: 'api', hop: null };
const ANSWERED: Answer = { kind: 'answered', status: 200, headers: [], endedAt: 1 };
const FAILED: Answer = { kind: 'failed', reason: 'it broke' };

const arrive = (record: WireRecord, path: string) => record.open({ ...ARRIVAL, url: `https://api.com/${path}` });
const pathsSince = (record: WireRecord, mark: number) => record.since(mark).map(({ url }) => new URL(url).pathname);

describe('a wire record', () => {
  it('keeps the order of arrival, whatever is answered first', () => {
    const record = new WireRecord();
    const [first, second] = [arrive(record, 'first'), arrive(record, 'second')];
    second.settle(ANSWERED);
    first.settle(ANSWERED);
    expect(pathsSince(record, 0)).toEqual(['/first', '/second']);
    expect(record.since(0).map(({ id }) => id)).toEqual([1, 2]);
  });

  it('tells what arrived since a mark', () => {
    const record = new WireRecord();
    arrive(record, 'before');
    const mark = record.mark();
    expect(record.since(mark)).toEqual([]);
    arrive(record, 'after');
    expect(pathsSince(record, mark)).toEqual(['/after']);
  });

  it('believes the first word about an answer and no later one', () => {
    const record = new WireRecord();
    const { exchange, settle } = arrive(record, 'x');
    expect(exchange.answer).toEqual({ kind: 'pending' });
    settle(FAILED);
    settle(ANSWERED);
    expect(record.since(0)[0]?.answer).toEqual(FAILED);
  });

  it('hands out copies: what was told does not change afterwards', () => {
    const record = new WireRecord();
    const { settle } = arrive(record, 'x');
    const [told] = record.since(0);
    settle(ANSWERED);
    expect(told?.answer).toEqual({ kind: 'pending' });
  });

  it('tells of each arrival until told to stop, and that exchange settles in place', () => {
    const record = new WireRecord();
    const heard: { url: string; answer: Answer }[] = [];
    const stop = record.onArrival((exchange) => heard.push(exchange));
    arrive(record, 'heard').settle(ANSWERED);
    stop();
    arrive(record, 'missed');
    expect(heard).toMatchObject([{ url: 'https://api.com/heard', answer: ANSWERED }]);
  });

  it('forgets what it is told to forget, and counts on', () => {
    const record = new WireRecord();
    arrive(record, 'old');
    record.forget(record.since(0));
    arrive(record, 'new');
    expect(record.since(0)).toMatchObject([{ id: 2, url: 'https://api.com/new' }]);
  });

  it('settles an exchange that was forgotten meanwhile without bringing it back', () => {
    const record = new WireRecord();
    const { settle } = arrive(record, 'old');
    record.forget(record.since(0));
    settle(ANSWERED);
    expect(record.since(0)).toEqual([]);
  });
});

describe('waiting on a wire record', () => {
  const NEVER_MS = 60_000;

  it('ends at once when the condition holds already', async () => {
    expect(await new WireRecord().until(() => true, 0)).toBe(true);
  });

  it('ends with the arrival that makes it hold', async () => {
    const record = new WireRecord();
    const waiting = record.until(() => record.mark() === 2, NEVER_MS);
    arrive(record, 'first');
    arrive(record, 'second');
    expect(await waiting).toBe(true);
  });

  it('ends with the answer that makes it hold', async () => {
    const record = new WireRecord();
    const { exchange, settle } = arrive(record, 'x');
    const waiting = record.until(() => exchange.answer.kind === 'answered', NEVER_MS);
    settle(ANSWERED);
    expect(await waiting).toBe(true);
  });

  it('ends with `false` when the time is up, and asks no more', async () => {
    const record = new WireRecord();
    let asked = 0;
    const waiting = record.until(() => ++asked === 0, 1);
    expect(await waiting).toBe(false);
    const askedInTime = asked;
    arrive(record, 'late').settle(ANSWERED);
    expect(asked).toBe(askedInTime);
  });
});
