import type { Claim, ClaimCase } from 'cross-examine';

const EMBEDDING = 'embedding';
const WITHOUT_CORS = `${EMBEDDING}/images-scripts-and-style-sheets-come-without-cors-and-cannot-be-looked-into`;
const WITH_ATTRIBUTE = `${EMBEDDING}/with-the-crossorigin-attribute-they-need-it-nobody-permits-nothing-comes`;
const MODULES_AND_FONTS = `${EMBEDDING}/modules-and-fonts-need-cors-without-any-attribute`;

/** Without permission it loads, and script learns nothing of it. */
const isEmbedded = (of: string, what: string): ClaimCase => ({
  of,
  says: { outcome: 'opaque', reached: true },
  otherwise: `${what} does not load without CORS.`,
});

const loads = (of: string, otherwise: string): ClaimCase => ({ of, says: { outcome: 'opaque' }, otherwise });

/** What a page loads from elsewhere without having to be permitted. */
export const embedding: readonly Claim[] = [
  {
    id: 'C42',
    text: 'An <img>, a <script> and a <link> load from another origin without CORS.',
    source: 'course notes, S3 CORS for Static Assets',
    basis: 'measured',
    literal: [
      isEmbedded(WITHOUT_CORS, 'An <img>'),
      isEmbedded(`${WITHOUT_CORS}#2`, 'A <script>'),
      isEmbedded(`${WITHOUT_CORS}#3`, 'A <link> to a style sheet'),
    ],
    breaking: [
      loads(
        WITH_ATTRIBUTE,
        'With the crossorigin attribute, without which no canvas can read it back, an <img> needs CORS.',
      ),
      loads(`${WITH_ATTRIBUTE}#2`, 'So does a <script crossorigin>.'),
      loads(`${WITH_ATTRIBUTE}#3`, 'So does a <link crossorigin>.'),
      loads(MODULES_AND_FONTS, 'A module script needs CORS with and without the attribute.'),
      {
        of: `${MODULES_AND_FONTS}#2`,
        says: { outcome: 'readable' },
        otherwise: 'So does a font.',
      },
    ],
  },
];
