import { expect, it } from 'vitest';
import { answerOf, saidOf } from '../testing-configs.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const ISSUE = 'https://github.com/aws/aws-cdk/issues';

/** What defaultCorsPreflightOptions of a REST API with several origins synthesises. */
const REST = `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: it } }
  ApiOptions:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: { Ref: Api }
      ResourceId: { Fn::GetAtt: [Api, RootResourceId] }
      HttpMethod: OPTIONS
      AuthorizationType: NONE
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: "{ statusCode: 204 }" }
        IntegrationResponses:
          - StatusCode: "204"
            ResponseParameters:
              method.response.header.Access-Control-Allow-Headers: "'Content-Type'"
              method.response.header.Access-Control-Allow-Origin: "'${SHOP}'"
              method.response.header.Vary: "'Origin'"
              method.response.header.Access-Control-Allow-Methods: "'OPTIONS,GET'"
            ResponseTemplates:
              application/json: |-
                #set($origin = $input.params().header.get("Origin"))
                #if($origin == "")
                  #set($origin = $input.params().header.get("origin"))
                #end
                #if($origin == "https://*.shop.com" || $origin == "${ADMIN}")
                  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
                #end
      MethodResponses:
        - StatusCode: "204"
          ResponseParameters:
            method.response.header.Access-Control-Allow-Headers: true
            method.response.header.Access-Control-Allow-Origin: true
            method.response.header.Vary: true
            method.response.header.Access-Control-Allow-Methods: true
`;

it.each([
  ['the first origin', `${ISSUE}/28445`, SHOP, SHOP],
  ['another, by the template', `${ISSUE}/28445`, ADMIN, ADMIN],
  ['an origin that is not listed', `${ISSUE}/28445`, 'https://evil.com', SHOP],
  ['what a wildcard would match, if it were one', `${ISSUE}/30453`, 'https://a.shop.com', SHOP],
])('a REST API: %s [%s]: the mock tells %s %s', async (_what, _source, origin, allowed) => {
  const answer = await answerOf(REST, 'template.yaml', { path: '/', origin });
  expect(answer).toMatchObject({ status: 204, cors: { 'access-control-allow-origin': allowed, vary: 'Origin' } });
});

/** CDK throws before there is a template; who writes that template himself is refused by the service. */
it('an HTTP API: no credentials for every origin [aws-cdk aws-apigatewayv2 http/api.ts]', () => {
  const cors = 'CorsConfiguration: { AllowCredentials: true, AllowOrigins: ["*"] }';
  const file = `Resources: { It: { Type: AWS::ApiGatewayV2::Api, Properties: { ${cors} } } }`;
  const message = "allow-credentials is not supported if 'allow-origin' is *";
  expect(saidOf(file, 'template.yaml')).toContain(`aws-refuses: ${message}`);
});
