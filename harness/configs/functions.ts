import { type Document, isScalar, type Node, Pair, Scalar, visit, YAMLMap } from 'yaml';

/**
 * Writes the short form of CloudFormation's functions (`!Sub text`) as the long one (`{ Fn::Sub: text }`).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function lengthenFunctions(document: Document): void {
  visit(document, { Node: (_, node) => lengthened(node as Node & { tag?: string }) });
}

function lengthened(node: Node & { tag?: string }): YAMLMap | undefined {
  const { tag } = node;
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return undefined;
  delete node.tag;
  const name = tag.slice(1);
  const map = new YAMLMap();
  if (node.range) map.range = node.range;
  map.items.push(
    new Pair(new Scalar(name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`), argument(name, node)),
  );
  return map;
}

/** `!GetAtt Bucket.Arn` is `{ Fn::GetAtt: [Bucket, Arn] }`. */
function argument(name: string, node: Node): unknown {
  if (name !== 'GetAtt' || !isScalar(node)) return node;
  const [resource = '', ...attribute] = String(node.value).split('.');
  return [resource, attribute.join('.')];
}
