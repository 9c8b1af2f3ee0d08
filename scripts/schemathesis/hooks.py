"""What Schemathesis can't read from the document, for scripts/schemathesis.ts.

The rules of the business (its services and people, open hours, days ahead) are no part of a schema. So a
request that is meant to be right gets values that the business has now; what is meant to be wrong stays
as it was drawn. Nothing here changes what an operation answers, or how the answer is judged.
"""

import atexit
import json
import os
import zlib

import schemathesis

TODAY = json.loads(os.environ["SHOPFRONT_TODAY"])
ADMIN_TOKEN_FILE = os.environ["SHOPFRONT_ADMIN_TOKEN_FILE"]
COUNTS = os.environ["SHOPFRONT_COUNTS"]

# Replaced just before the call, when the booking is known for sure.
NOBODY = "token-of-nobody"

manage_tokens = {}
created = {"bookingId": [], "product_id": [], "userId": []}
cursors = {}
counts = {}
expected_refusals = {}


# A token lives ten minutes and a run longer, so the script renews the file every few.
@schemathesis.auth(refresh_interval=60).apply_to(tag=["Desk", "Products", "Reviews", "Users"])
class Admin:
    """Signs in as an admin where an operation asks for one."""

    def get(self, case, context):
        with open(ADMIN_TOKEN_FILE, encoding="utf-8") as file:
            return file.read()

    def set(self, case, data, context):
        if asks_for(case, "adminToken"):
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.auth(refresh_interval=None).apply_to(tag="Bookings")
class Customer:
    """Presents the token of a booking that this run has made."""

    def get(self, case, context):
        return NOBODY

    def set(self, case, data, context):
        if asks_for(case, "manageToken"):
            case.headers["X-Manage-Token"] = data


def asks_for(case, scheme):
    return any(scheme in needed for needed in case.operation.definition.raw.get("security", []))


@schemathesis.hook
def before_call(context, case, kwargs):
    if is_positive(case):
        find(case)
    if case.headers.get("X-Manage-Token") == NOBODY:
        booking = case.path_parameters.get("bookingId")
        case.headers["X-Manage-Token"] = manage_tokens.get(booking, NOBODY)
    if not is_positive(case):
        return
    if isinstance(case.body, dict):
        offer(case.body)
    if case.query:
        offer(case.query)
        for name in ("cursor", "lastKey"):
            if name in case.query:
                continue_list(case, name)


def find(case):
    """Every other time names something that this run has made, so that more than 404 is seen."""
    for name, known in created.items():
        value = case.path_parameters.get(name)
        if value is None or value in known or not known:
            continue
        drawn = zlib.crc32(value.encode())
        if drawn % 2 == 0:
            case.path_parameters = {**case.path_parameters, name: known[drawn // 2 % len(known)]}


def continue_list(case, name):
    """A cursor is opaque, so only one that the same list gave is right."""
    known = cursors.get(list_of(case))
    if known is None:
        del case.query[name]
    else:
        case.query[name] = known


def list_of(case):
    """A page belongs to one list of one operation, as its filters say."""
    filters = ("category", "email", "from", "to", "status")
    return (case.operation.label, *(case.query.get(name) for name in filters))


def offer(values):
    """Replaces what only the business decides by what it offers; the same value by the same one."""
    for name, offered in TODAY.items():
        if name in values:
            values[name] = offered[zlib.crc32(repr(values[name]).encode()) % len(offered)]
    # Proves a visit that is over, of which a run has none.
    values.pop("bookingToken", None)


@schemathesis.hook
def after_call(context, case, response):
    label = case.operation.label
    kind = "positive" if is_positive(case) else "negative"
    statuses = counts.setdefault(label, {}).setdefault(kind, {})
    statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
    try:
        reply = response.json()
    except ValueError:
        return
    if not isinstance(reply, dict):
        return
    if response.status_code == 201:
        for name, known in created.items():
            if name in reply:
                known.append(reply[name])
    if "manageUrl" in reply:
        booking, _, token = reply["manageUrl"].split("#")[-1].partition(".")
        manage_tokens[booking] = token
    for name in ("cursor", "lastKey"):
        if name in reply:
            cursors[list_of(case)] = reply[name]


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """The gateway and the edge answer a method that a path does not have with 404 and 403, never 405."""
    if type(failure).__name__ != "UnsupportedMethodResponse" or response.status_code not in (403, 404):
        return True
    name = f"{response.request.method} {response.status_code}"
    expected_refusals[name] = expected_refusals.get(name, 0) + 1
    return False


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@atexit.register
def write_counts():
    with open(COUNTS, "w", encoding="utf-8") as file:
        json.dump({"operations": counts, "expectedRefusals": expected_refusals}, file)
