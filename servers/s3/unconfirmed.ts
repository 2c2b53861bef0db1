/** What a bucket does here and no source was found for. */
export const UNCONFIRMED_S3: readonly string[] = [
  'AllowedOrigins are compared with regard to case, as in every emulator that was read',
  '`*` beside other origins in one rule answers `*` without credentials, as LocalStack and cloudserver do',
  'OPTIONS with an Origin and without Access-Control-Request-Method is refused with the text that s3rver has',
  'more than 100 rules, an ID above 255 characters, a document above 64 KB and a MaxAgeSeconds below 0 are MalformedXML',
  'two wildcards in an AllowedHeader are refused with the sentence for AllowedOrigin and the other name',
  'the x-amz-checksum-crc32 of an empty body, which the SDK puts into a presigned URL, is ignored (localstack/localstack#12169 says that AWS does so)',
  'the console takes a bare list of rules: a file that is one is read as CORSRules',
];
