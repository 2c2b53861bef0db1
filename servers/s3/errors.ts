import type { OnwardAnswer } from '../behind.ts';
import { element, xmlAnswer } from './xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements, between Message and RequestId. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Thrown wherever a request turns out to be one that S3 refuses; answered in one place. */
export class S3Refusal extends Error {
  readonly error: S3Error;

  constructor(error: S3Error) {
    super(`${error.code}: ${error.message}`);
    this.name = 'S3Refusal';
    this.error = error;
  }
}

/** What tells one answer of S3 from another. */
export interface AnswerIds {
  readonly requestId: string;
  readonly hostId: string;
}

/** The error as S3 writes it. */
export function errorAnswer({ status, code, message, more = {} }: S3Error, ids: AnswerIds): OnwardAnswer {
  const fields = { Code: code, Message: message, ...more, RequestId: ids.requestId, HostId: ids.hostId };
  const elements = Object.entries(fields).map(([name, text]) => element(name, text));
  return xmlAnswer(status, `<Error>${elements.join('')}</Error>`);
}

export const accessDenied = (message = 'Access Denied', more: Readonly<Record<string, string>> = {}): S3Refusal =>
  new S3Refusal({ status: 403, code: 'AccessDenied', message, more });

export const notImplemented = (what: string): S3Refusal =>
  new S3Refusal({ status: 501, code: 'NotImplemented', message: `${what}: not implemented by this emulated bucket` });
