import type { z } from 'zod';
import type { responseHeadersPolicySchema } from '../../servers/cloudfront/response-headers-policy.ts';
import type { CloudFrontRules } from '../../servers/cloudfront.ts';
import type { HttpGatewayRules } from '../../servers/http-gateway.ts';
import type { RestGatewayRules } from '../../servers/rest-gateway.ts';
import type { CorsConfiguration } from '../../servers/s3/cors-rules.ts';
import type { Path } from '../model/data-file.ts';
import type { ConfigRuleId } from './config-rules.ts';

/** What a configuration file makes of AWS: the rules of the emulated servers that stand for it. */
export type Configured =
  | { readonly kind: 's3-bucket'; readonly name: string; readonly cors: CorsConfiguration }
  | { readonly kind: 'http-api'; readonly name: string; readonly rules: HttpGatewayRules }
  | { readonly kind: 'rest-api'; readonly name: string; readonly rules: RestGatewayRules }
  | {
      readonly kind: 'distribution';
      readonly name: string;
      readonly rules: CloudFrontRules;
      /** Which of its origins are buckets of the same file, by their ids. */
      readonly buckets: Readonly<Record<string, BucketOrigin>>;
    }
  | { readonly kind: 'response-headers-policy'; readonly name: string; readonly policy: ResponseHeadersPolicyConfig };

export type ResponseHeadersPolicyConfig = z.input<typeof responseHeadersPolicySchema>;

/** A bucket behind a distribution. */
export interface BucketOrigin {
  readonly name: string;
  /** Absent: CORS is not enabled. */
  readonly cors?: CorsConfiguration;
}

/** Something that a file says, not yet held against what AWS takes. */
export interface Draft {
  readonly kind: Configured['kind'];
  /** As the file names it: a logical id, a bucket. */
  readonly name: string;
  readonly rules: unknown;
  /** Of a distribution. */
  readonly buckets?: Readonly<Record<string, BucketOrigin>>;
  /** Where in the file a part of `rules` is said. */
  readonly saidAt: (path: Path) => Path;
}

/** Something to say about a place in a file. */
export interface Remark {
  readonly rule: ConfigRuleId;
  readonly path: Path;
  readonly message: string;
}

/** What reading one format came to. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly remarks: readonly Remark[];
}
