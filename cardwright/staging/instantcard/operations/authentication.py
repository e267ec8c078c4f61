"""Page: "Login / User Authentication"."""

from functools import cache

from cardwright.staging.http import Json, unauthorized
from cardwright.staging.instantcard import answers
from cardwright.staging.instantcard.entry import Call, UserCall
from cardwright.staging.instantcard.storage import organizations, users
from cardwright.staging.secret import hash_password, new_token, password_matches


def login(call: Call) -> Json:
    """Page: "Login". 401 when the data are wrong; the token expires."""
    email = call.params.required("email").strip().lower()
    password = call.params.required("password")
    database, now = call.services.database, call.services.clock()
    with database.reading() as connection:
        user = users.of_email(connection, email)
    # An unknown address costs as much time as a wrong password, so time tells nothing.
    if not password_matches(password, user.password if user else _nobody()) or user is None:
        raise unauthorized("email or password is wrong")
    token = new_token()
    with database.writing() as connection:
        users.keep_token(connection, token, user.id, now, now + call.services.token_ttl)
    return {"auth_token": token}


def profile(call: UserCall) -> Json:
    """Page: "Fetch authenticated user profile"."""
    with call.services.database.reading() as connection:
        organization = organizations.load(connection, call.user.organization_id)
    return answers.profile(call.user, organization)


@cache
def _nobody() -> str:
    return hash_password(new_token())
