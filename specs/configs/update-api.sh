aws apigatewayv2 update-api \
  --api-id abc123xyz \
  --cors-configuration \
    AllowOrigins=https://shop.com,\
    AllowMethods=GET POST DELETE,\
    AllowHeaders=Content-Type Authorization,\
    AllowCredentials=true,\
    MaxAge=86400
