"""The `openai` classifier against a real llama.cpp server.

    check.py HOPGUARD LLAMA-SERVER MODEL

A model with random weights answers inside the grammar, because the server holds it to it: its verdict counts, whichever it is. The same
server without the grammar talks rubbish: that is an error, and the policy's `error` rule decides. Exits 1 on the first thing that is not so.
"""
from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

GRAMMAR = re.compile(r"SAFE|SENSITIVE: [A-Za-z ,-]{0,60}")
EMAIL = "anna.kowalska@corp.example"
# What is started ends with the test, also when that is killed.
WATCHED = ["setpriv", "--pdeathsig", "KILL"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def post(port: int, path: str, body: dict, timeout: float = 300) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    line.request("POST", path, json.dumps(body), {"content-type": "application/json"})
    answer = line.getresponse()
    return answer.status, answer.read()


def wait_for(port: int, path: str) -> None:
    end = time.time() + 120
    while time.time() < end:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", path)
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"nothing answers at {port}{path}")


class Stand(BaseHTTPRequestHandler):
    """Between hopguard and the server: passes everything on and keeps what was said; may take the grammar out."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        had_grammar = "grammar" in body
        if self.server.drops_grammar:
            body.pop("grammar", None)
        status, answer = post(self.server.behind, self.path, body)
        said = json.loads(answer)["choices"][0]["message"]["content"] if status == 200 else ""
        self.server.said.append((had_grammar, status, said))
        self.reply(status, answer)

    def reply(self, status: int, answer: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


class Cloud(Stand):
    """A cloud host that repeats what it was told."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.said.append(body)
        text = body["messages"][-1]["content"]
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        self.reply(200, json.dumps({"id": "x", "object": "chat.completion", "created": 0, "model": "gpt-test", "choices": [choice]}).encode())

    def do_GET(self) -> None:
        self.reply(200, json.dumps({"object": "list", "data": [{"id": "gpt-test", "object": "model", "created": 0, "owned_by": "x"}]}).encode())


def serve(handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.said, server.drops_grammar, server.behind = [], False, 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def must(truth: bool, what: str) -> None:
    print(("ok    " if truth else "FAILS ") + what, flush=True)
    if not truth:
        raise SystemExit(1)


def start_guard(program: str, folder: Path, judge: int, cloud: int, error: str, sensitive: str) -> tuple[subprocess.Popen, int]:
    port = free_port()
    policies = folder / "policies"
    policies.mkdir(parents=True)
    config = {
        "listen": [f"127.0.0.1:{port}"], "hosts": [{"id": "cl", "url": f"http://127.0.0.1:{cloud}", "api": "openai", "trust": "cloud", "models": ["gpt-test"]}],
        "classifier": {"engine": "openai", "url": f"http://127.0.0.1:{judge}", "model": "tiny", "timeout": "280s", "concurrency": 1}, "policies": "policies",
        "audit": {"path": "a.db"}, "surrogates": {"secret": "${file:key}"}, "admin": f"127.0.0.1:{free_port()}",
    }
    policy = {
        "policy": "cloud", "match": {"trust": "cloud"}, "chain": ["auth", "limit", "classify", "redact", "route", "audit"],
        "classify": {"when": "always", "threshold": 0.5, "sensitive": sensitive, "error": error}, "redact": {"default": "surrogate"},
    }
    (folder / "hopguard.yaml").write_text(json.dumps(config))
    (policies / "cloud.yaml").write_text(json.dumps(policy))
    guard = subprocess.Popen([*WATCHED, program, "serve", "--config", str(folder / "hopguard.yaml")], cwd=folder, stderr=subprocess.DEVNULL)
    wait_for(port, "/v1/models")
    return guard, port


def main() -> None:
    program, llama, model = sys.argv[1:4]
    llama_port = free_port()
    running = [
        subprocess.Popen(
            [*WATCHED, llama, "-m", model, "--host", "127.0.0.1", "--port", str(llama_port), "-c", "16384", "-np", "1", "-t", "1", "--no-warmup"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
    ]
    try:
        wait_for(llama_port, "/health")
        judge, cloud = serve(Stand), serve(Cloud)
        judge.behind = llama_port
        text = f"Please mail the figures to {EMAIL} before noon."
        ask = {"model": "gpt-test", "messages": [{"role": "user", "content": text}]}
        with tempfile.TemporaryDirectory() as folder:
            guard, port = start_guard(program, Path(folder) / "block", judge.server_port, cloud.server_port, "closed", "block")
            running.append(guard)
            status, answer = post(port, "/v1/chat/completions", ask)
            must(len(judge.said) == 1 and judge.said[0][:2] == (True, 200), "the server takes the grammar")
            said = judge.said[0][2].strip()
            must(GRAMMAR.fullmatch(said) is not None, f"the answer is inside the grammar: {said!r}")
            expected = 400 if said.startswith("SENSITIVE") else 200
            must(status == expected, f"and counts: {status}")
            must(EMAIL not in json.dumps(cloud.said), "no address left")
            status, _ = post(port, "/v1/chat/completions", ask)
            must(status == expected and len(judge.said) == 1, "the same text is not asked about again")
            before = len(cloud.said)
            judge.drops_grammar = True
            other = {"model": "gpt-test", "messages": [{"role": "user", "content": text + " Thank you."}]}
            status, answer = post(port, "/v1/chat/completions", other)
            said = judge.said[-1][2].strip()
            must(GRAMMAR.fullmatch(said) is None, f"without the grammar it talks rubbish: {said[:40]!r}")
            must(status == 503 and b"classifier_unavailable" in answer and len(cloud.said) == before, "which is an error, and closed refuses")
            must(said.encode() not in answer, "without repeating it")
            guard, port = start_guard(program, Path(folder) / "open", judge.server_port, cloud.server_port, "open", "block")
            running.append(guard)
            status, _ = post(port, "/v1/chat/completions", other)
            must(status == 200 and EMAIL not in json.dumps(cloud.said), "open lets it pass, redacted")
    finally:
        for process in running:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
