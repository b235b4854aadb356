"""serve.py DIR PORT: the folder over http on loopback; the address is the first line printed. Port 0: any free one."""
import functools
import http.server
import sys


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers and keeps the connection, and is silent."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


handler = functools.partial(Quiet, directory=sys.argv[1])
with http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), handler) as server:
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
