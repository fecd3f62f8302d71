"""Lets a client from openapi-generator use the sign-in of Transparenc Companion.

    from companion_configuration import with_companion
    import petstore_client

    configuration = with_companion(petstore_client.Configuration)(host="https://api.example.org")
    with petstore_client.ApiClient(configuration) as client:
        ...

The generated `Configuration` reads `access_token` for every request. Here, this property asks the app, which renews the
token if necessary; the token is kept in memory until a minute before it expires.
"""

import json
import subprocess
import time
from datetime import datetime

COMMAND = ("transparenc-companion", "token", "--json")


class NoToken(Exception):
    """`exit_code` is one of docs/local-tools.md: 9 not signed in, 2 declined, 10 no one could be asked."""

    def __init__(self, exit_code, reason):
        super().__init__(reason)
        self.exit_code = exit_code


class CompanionToken:
    """An access token that stays valid."""

    def __init__(self, command=COMMAND, tool=None):
        self._command = [*command, *([f"--tool={tool}"] if tool else [])]
        self._token = None
        self._ends_at = 0.0

    def __call__(self):
        if time.time() > self._ends_at - 60:
            self._ask()
        return self._token

    def _ask(self):
        ran = subprocess.run(self._command, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            raise NoToken(ran.returncode, ran.stderr.strip())
        answer = json.loads(ran.stdout)
        self._token = answer["access_token"]
        # If the server doesn't state how long its tokens are valid, every request asks the app.
        expires_at = answer.get("expires_at")
        self._ends_at = datetime.fromisoformat(expires_at.replace("Z", "+00:00")).timestamp() if expires_at else 0.0


def with_companion(configuration_class, command=COMMAND, tool=None):
    """A subclass of a generated `Configuration` whose `access_token` comes from the app."""

    token = CompanionToken(command, tool)

    class CompanionConfiguration(configuration_class):
        @property
        def access_token(self):
            return token()

        @access_token.setter
        def access_token(self, _value):
            """The generated constructor sets one: there is nothing to set."""

    return CompanionConfiguration
