/**
 * An authorizer of which a file tells only where it looks. Whom it lets pass is known to itself alone: here it refuses
 * who has nothing to show, and believes everybody else.
 * @param identitySource as `$request.header.Authorization` or `method.request.header.Authorization`, one or several
 */
export function believingAuthorizer(identitySource: unknown): object {
  const [first = ''] = [identitySource].flat().map(String);
  const name = /header\.([!#$%&'*+.^_`|~0-9A-Za-z-]+)/.exec(first)?.[1] ?? 'Authorization';
  return { identitySource: name, otherwise: 'allow' };
}

/** Stands for signatures, in the place of an authorizer's name: an HTTP API asks for them as a REST API does. */
export const IAM = 'AWS_IAM';
