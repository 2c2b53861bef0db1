// What a style sheet needs: itself, by <link>, and fonts, by FontFace. Runs in the page, not in Node.
'use strict';

/** @typedef {import('../probe-words.ts').ProbeRequest} ProbeRequest */
/** @typedef {import('../probe-words.ts').PageWord} PageWord */

Object.assign(askers, { style: askByStyle, font: askByFont });

/** Rules can be read when the sheet is origin-clean: https://drafts.csswg.org/cssom/#dom-cssstylesheet-cssrules @param {HTMLLinkElement} link */
function rulesCanBeRead(link) {
  try {
    return link.sheet?.cssRules !== undefined;
  } catch {
    return false;
  }
}

/** @param {ProbeRequest} request */
function askByStyle(request) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.crossOrigin = crossOrigin(request);
  if (request.referrerPolicy !== null) link.referrerPolicy = request.referrerPolicy;
  const word = loaded(link, request, () => rulesCanBeRead(link));
  link.href = request.url;
  document.head.append(link);
  return word;
}

/** @param {ProbeRequest} request @returns {Promise<PageWord>} */
function askByFont({ url, limitMs }) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'timeout' }), limitMs);
    /** @param {PageWord} word */
    const finish = (word) => {
      clearTimeout(timer);
      resolve(word);
    };
    new FontFace('scripted', `url(${JSON.stringify(url)})`).load().then(
      () => finish({ kind: 'loaded', readable: true }),
      (error) => finish(refusal(error)),
    );
  });
}
