"""MiniStack with API Gateway's PutRestApi: 1.5.33 imports OpenAPI documents for CloudFormation alone."""

import json

from ministack.app import main
from ministack.services import apigateway_v1 as gateway

handle_request = gateway.handle_request


def put_rest_api(api_id, spec):
    """Replaces the resources and authorizers of an API by those of a document."""
    api = gateway._rest_apis.get(api_id)
    if not api:
        return gateway._v1_error("NotFoundException", "Invalid API identifier specified", 404)
    root = next(one for one in gateway._resources[api_id].values() if one["path"] == "/")
    root["resourceMethods"] = {}
    gateway._resources[api_id] = {root["id"]: root}
    gateway._authorizers_v1[api_id] = {}
    schemes = gateway._import_security_schemes(api_id, spec)
    for path, item in spec.get("paths", {}).items():
        gateway._import_path_item(api_id, path, item, schemes, spec.get("security"))
    return gateway._v1_response(gateway._rest_api_view(api))


async def handle(method, path, headers, body, query_params):
    """Answers PutRestApi, and leaves the rest to MiniStack."""
    collection, _, rest = path.strip("/").partition("/")
    if method == "PUT" and collection == "restapis" and rest and "/" not in rest:
        return put_rest_api(rest, json.loads(body))
    return await handle_request(method, path, headers, body, query_params)


gateway.handle_request = handle
main()
