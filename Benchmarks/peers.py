#!/usr/bin/env python3
"""hopguard beside LLMhop and HOPS, each with its own configuration file, which hopguard takes by `import`. Its log, which the others do not keep,
is batched: with `strict` a small request costs about twice as much. None of them writes a line for each request.

Requests per CPU-second of the proxy, median of interleaved rounds. A peer that is not given is left out. Exit status 1 when hopguard does less
than is asked: more than LLMhop, ten times HOPS.

Usage: peers.py --program PATH --mockhost PATH --loadgen PATH [--llmhop PATH] [--hops FOLDER --hops-python PATH] [--rounds N] [--seconds S]

mockhost and loadgen are those of this folder. FOLDER holds HOPS' main.py, and the Python has what its requirements.txt names.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing listens on port {port}")


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def race(title, contenders, load, rounds):
    figures = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, (process, port) in contenders.items():
            before = cpu_seconds(process.pid)
            done = load(port)
            figures[name].append(done / max(cpu_seconds(process.pid) - before, 1 / TICK))
    medians = {name: statistics.median(values) for name, values in figures.items()}
    print(f"{title}: requests per CPU-second, {rounds} rounds: " + ", ".join(f"{n} {v:.0f}" for n, v in medians.items()))
    return medians


def main():
    parser = argparse.ArgumentParser()
    for name in ["program", "mockhost", "loadgen"]:
        parser.add_argument("--" + name, required=True, type=os.path.abspath)
    for name in ["llmhop", "hops"]:
        parser.add_argument("--" + name, type=os.path.abspath)
    parser.add_argument("--hops-python")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    a = parser.parse_args()
    started = []
    is_short = False
    with tempfile.TemporaryDirectory(prefix="hopguard-peers-") as folder:

        def start(arguments, port, **options):
            process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **options)
            started.append(process)
            wait_for(port)
            return process, port

        def hopguard(config, port):
            # The file as it is would do, but for the admin address, of which a machine that runs others has only one.
            text = subprocess.check_output([a.program, "import", config], text=True)
            own = config + ".yaml"
            with open(own, "w") as file:
                file.write(text + f'admin: "off"\nlog: {{ level: warning }}\naudit: {{ path: {port}.db, durability: batched }}\n')
            return start([a.program, "serve", "--config", own, "--listen", f"127.0.0.1:{port}"], port)

        def load(port, *arguments):
            arguments = ["--seconds", str(a.seconds), *arguments]
            return json.loads(subprocess.check_output([a.loadgen, str(port), *arguments]))["done"]

        try:
            if a.llmhop:
                host = free_port()
                start([a.mockhost, str(host)], host)
                ports = [free_port(), free_port()]
                config = os.path.join(folder, "config.json")
                with open(config, "w") as file:
                    models = {"json-1500": {"url": f"http://127.0.0.1:{host}"}}
                    json.dump({"listen": f"127.0.0.1:{ports[1]}", "models": models}, file)
                contenders = {"hopguard": hopguard(config, ports[0]), "LLMhop": start([a.llmhop, "--config", config], ports[1])}

                for size in ["300", "32768"]:
                    chat = ["--connections", "32", "--model", "json-1500", "--prompt-bytes", size]
                    found = race(f"{size} B chat", contenders, lambda port: load(port, *chat), a.rounds)
                    is_short |= found["hopguard"] <= found["LLMhop"]
            if a.hops:
                host = free_port()
                start([a.mockhost, str(host)], host)
                ports = [free_port(), free_port()]
                config = os.path.join(folder, "hosts.yml")
                with open(config, "w") as file:
                    file.write(f"- id: ollama0\n  host: http://127.0.0.1:{host}\n")
                environment = dict(os.environ, OLLAMA_HOSTS=config, PYTHONPATH=os.path.abspath(a.hops))
                hops = [a.hops_python or sys.executable, "-m", "uvicorn", "main:app", "--port", str(ports[1]), "--log-level", "error"]
                contenders = {"hopguard": hopguard(config, ports[0]), "HOPS": start(hops, ports[1], env=environment)}
                time.sleep(2)
                chat = ["--path", "/api/chat", "--connections", "32", "--model", "m:latest", "--prompt-bytes", "300"]
                found = race("Ollama chat", contenders, lambda port: load(port, *chat), a.rounds)
                is_short |= found["hopguard"] < 10 * found["HOPS"]
        finally:
            for process in started:
                process.kill()
    if not a.llmhop and not a.hops:
        print("neither LLMhop nor HOPS was given: nothing to compare with")
    if is_short:
        print("hopguard does less than is asked")
    return 1 if is_short else 0


sys.exit(main())
