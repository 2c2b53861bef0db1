/** The commit of https://github.com/whatwg/fetch that the oracle transcribes; step numbers are this commit's. */
export const STANDARD_COMMIT = '586cd2a44c2a865b37c166dc0740f3fb8bb220d6';
