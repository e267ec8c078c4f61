"""Below the gate: what is not even HTTP is refused as JSON too."""

import json

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class JsonProtocol(H11Protocol):
    """uvicorn's protocol, but for the answer to a request that cannot be parsed.

    Such a request has no path yet, so it is no vendor's: the refusal is ``{"error": "…"}``. Were a
    later uvicorn to call this method no more, its own answer would be back, and nothing else.
    """

    def send_400_response(self, msg: str) -> None:
        """Refuse what has been received, and close the connection."""
        # A broken body can follow a request that is answered already: then there is nothing to say.
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            body = json.dumps({"error": "the request is not valid HTTP"}).encode()
            headers = [
                ("content-type", "application/json"),
                ("content-length", str(len(body))),
                ("connection", "close"),
            ]
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
