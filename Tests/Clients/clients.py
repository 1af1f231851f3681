#!/usr/bin/env python3
"""Tries real clients against `hopguard serve --demo`: what the mirror received holds no original, and what came back holds them all.

    Tests/Clients/clients.py BINARY PYTHON-OF-SDKS PYTHON-OF-AIDER [client …]

`Tests/Clients/run` fetches the clients from PyPI first. Each client is a file beside this one: it asks with $TEXT at $HOPGUARD with $KEY, and
prints the answers, one for each call. aider has a Python of its own, because it pins the packages that the others want newer.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

CLIENTS = ["curl", "openai_sdk", "anthropic_sdk", "ollama_sdk", "langchain_chat", "llamaindex", "litellm_sdk", "claude_code", "aider_chat"]
ORIGINALS = ["margaret.thornbury@corp.example", "4111 1111 1111 1111"]
TEXT = f"Write to {ORIGINALS[0]} that the card {ORIGINALS[1]} was declined."
KEY = "a-token-of-the-clients-test"
# What is started ends with the test, also when that is killed.
WATCHED = ["setpriv", "--pdeathsig", "KILL"]


def free_port():
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        return at.getsockname()[1]


def try_client(name, python, port, log):
    begin = os.path.getsize(log)
    environment = {
        **os.environ, "HOPGUARD": f"http://127.0.0.1:{port}", "KEY": KEY, "TEXT": TEXT, "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "PYTHONDONTWRITEBYTECODE": "1", "LANGSMITH_TRACING": "false", "NO_PROXY": "127.0.0.1",
    }
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".py")
    result = subprocess.run([python, script], env=environment, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    with open(log, "rb") as file:
        file.seek(begin)
        lines = file.read().decode(errors="replace").splitlines()
    received = [line for line in lines if line.startswith("mirror received: ")]
    answered = sum(" status=200 " in line for line in lines)
    faults = []
    if result.returncode:
        faults.append(f"it failed: {result.stderr[-600:]}")
    if not received:
        faults.append("nothing reached the mirror")
    for original in ORIGINALS:
        if any(original in line for line in lines):
            faults.append(f"{original} left")
        if original not in " ".join(result.stdout.split()):
            faults.append(f"{original} did not come back: {result.stdout[-300:]!r}")
    faults += [f"the surrogate {mail} came back" for mail in set(re.findall(r"[\w.+-]+@[\w.-]+\.example", "\n".join(received))) if mail in result.stdout]
    print(f"{name:15} {answered:3} requests answered  " + ("well" if not faults else "; ".join(faults)), flush=True)
    return not faults


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    binary, sdks, aider, *wanted = sys.argv[1:]
    folder = tempfile.mkdtemp(prefix="hopguard-clients-")
    port, log = free_port(), os.path.join(folder, "serve.log")
    config = os.path.join(folder, "hopguard.yaml")
    with open(config, "w") as file:
        file.write(f"listen: 127.0.0.1:{port}\nadmin: off\nkeys: [{{ name: client, token: {KEY} }}]\naudit: {{ path: audit.db }}\n")
    with open(log, "wb") as out:
        program = subprocess.Popen([*WATCHED, os.path.abspath(binary), "serve", "--demo", "--config", config], stderr=out)
    try:
        for _ in range(300):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/v1/models", headers={"authorization": "Bearer " + KEY})
                if b"mirror" in connection.getresponse().read():
                    break
            except OSError:
                pass
            time.sleep(0.2)
        isWell = [try_client(name, aider if name == "aider_chat" else sdks, port, log) for name in wanted or CLIENTS]
    finally:
        program.terminate()
        program.wait()
    sys.exit(0 if all(isWell) else f"see {log}")


if __name__ == "__main__":
    main()
