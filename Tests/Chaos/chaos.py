#!/usr/bin/env python3
"""Kills, stops and restarts real host processes under load, through the real program.

Three local hosts and one cloud host serve one model; at every moment at least one local host is left alone. So every request can be served,
and none may be lost: the answer is whole, or a stream has begun and its host was then killed or stopped (which no proxy can take back, and
which the client must be able to see). No host of trust `cloud` may ever have been sent one of the canaries that stand in every prompt.

Usage: chaos.py PROGRAM [--seconds N] [--clients N] [--seed N]; exit status 1 when a request was lost or a canary got out.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# What is started ends with the test, also when that is killed.
WATCHED = ["setpriv", "--pdeathsig", "KILL"]
POLICIES = os.path.join(HERE, "..", "..", "policies")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Host:
    def __init__(self, name, trust, folder):
        self.name, self.trust = name, trust
        self.port = free_port()
        self.record = os.path.join(folder, name + ".bodies")
        self.process = None
        self.state = "down"
        self.start()

    def start(self):
        self.process = subprocess.Popen([*WATCHED, sys.executable, os.path.join(HERE, "host.py"), str(self.port), self.record])
        self.state = "up"

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.state = "down"

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)
        self.state = "stopped"

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)
        self.state = "up"


class Tally:
    def __init__(self):
        self.served = self.streams = self.broken = 0
        self.lost = []
        self.leaked = []
        self.slowest = 0.0
        self.by_host = {}


async def ask(port, number, stream, tally):
    canary = f"chaos{number}.person@corp.example"
    text = f"Please write a short note to {canary} about request {number} of today's run."
    body = json.dumps({"model": "chaos", "stream": stream, "messages": [{"role": "user", "content": text}]}).encode()
    began = time.monotonic()
    writer = None
    head = b""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        writer.write(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n"
            b"content-length: %d\r\n\r\n" % len(body) + body
        )
        data = await asyncio.wait_for(reader.read(-1), 60)
    except (asyncio.TimeoutError, OSError) as error:
        tally.lost.append(f"request {number}: {type(error).__name__} after {time.monotonic() - began:.1f} s")
        return
    finally:
        if writer:
            writer.close()
    taken = time.monotonic() - began
    tally.slowest = max(tally.slowest, taken)
    head, _, rest = data.partition(b"\r\n\r\n")
    status = int(head.split(b" ")[1]) if head.startswith(b"HTTP/1.1 ") else 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"x-hopguard-host:"):
            host = line.split(b":")[1].strip().decode()
            tally.by_host[host] = tally.by_host.get(host, 0) + 1
    if stream and status == 200:
        tally.streams += 1
        said, rest = "", dechunked(rest)
        for line in rest.split(b"\n"):
            if line.startswith(b"data: {"):
                event = json.loads(line[6:])
                if "error" in event:
                    # The host was taken away after its first byte had gone to the client.
                    tally.broken += 1
                    return
                said += event["choices"][0]["delta"].get("content", "") if event["choices"] else ""
        if b"data: [DONE]" not in rest:
            tally.lost.append(f"request {number}: a stream that ended without saying so")
        elif said != text:
            tally.lost.append(f"request {number}: the stream was not restored whole: {said!r}")
        else:
            tally.served += 1
        return
    if status != 200:
        tally.lost.append(f"request {number}: status {status} after {taken:.1f} s: {rest[:200]!r}")
        return
    try:
        said = json.loads(rest)["choices"][0]["message"]["content"]
    except (ValueError, KeyError):
        tally.lost.append(f"request {number}: an answer that is not whole")
        return
    if said == text:
        tally.served += 1
    else:
        tally.lost.append(f"request {number}: the answer was not restored: {said!r}")


def dechunked(data):
    out = b""
    while data:
        size, _, data = data.partition(b"\r\n")
        try:
            count = int(size, 16)
        except ValueError:
            return out
        if count == 0:
            return out
        out += data[:count]
        data = data[count + 2 :]
    return out


async def client(port, counter, until, tally, rng):
    while time.monotonic() < until:
        counter[0] += 1
        await ask(port, counter[0], rng.random() < 0.3, tally)
        await asyncio.sleep(rng.random() * 0.05)


async def torment(hosts, until, events, rng):
    """Takes hosts away and gives them back; the first local host that is well is never touched while it is the only one."""
    while time.monotonic() < until - 6:
        await asyncio.sleep(rng.uniform(0.3, 1.5))
        host = rng.choice(hosts)
        if host.state == "up":
            others = [h for h in hosts if h is not host and h.trust == "local" and h.state == "up" and h.since < time.monotonic() - 3]
            if not others:
                continue
            action = rng.choice(["kill", "kill", "stop"])
            getattr(host, action)()
            events[action] += 1
        elif host.state == "down":
            host.start()
            host.since = time.monotonic()
            events["start"] += 1
        else:
            host.go_on()
            host.since = time.monotonic()
            events["go_on"] += 1
    for host in hosts:
        if host.state == "stopped":
            host.go_on()
        elif host.state == "down":
            host.start()


async def run(arguments):
    rng = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="hopguard-chaos-") as folder:
        hosts = [Host(f"near{i}", "local", folder) for i in range(3)] + [Host("far", "cloud", folder)]
        for host in hosts:
            host.since = time.monotonic()
        port, admin = free_port(), free_port()
        config = os.path.join(folder, "hopguard.yaml")
        with open(config, "w") as file:
            file.write(
                f"listen: 127.0.0.1:{port}\nadmin: 127.0.0.1:{admin}\npolicies: {os.path.abspath(POLICIES)}\nhosts:\n"
                + "".join(
                    f"  - {{ id: {h.name}, url: 'http://127.0.0.1:{h.port}', api: openai, trust: {h.trust}, models: [chaos], "
                    "connect: 1s, first_byte: 2s, idle: 2s }\n"
                    for h in hosts
                )
                + f"balance: {{ strategy: {arguments.strategy}, retries: 4, suspend: {{ after: 2, for: 500ms, up_to: 3s }}, health: 1s }}\n"
                "audit: { path: chaos.db, durability: batched }\nlog: { level: warning }\n"
            )
        log = open(os.path.join(folder, "log"), "w")
        proxy = subprocess.Popen([*WATCHED, arguments.program, "serve", "--config", config], stderr=log)
        tally, events = Tally(), {"kill": 0, "stop": 0, "start": 0, "go_on": 0}
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    await asyncio.sleep(0.1)
            until = time.monotonic() + arguments.seconds
            counter = [0]
            await asyncio.gather(
                torment(hosts, until, events, rng),
                *(client(port, counter, until, tally, random.Random(arguments.seed + i)) for i in range(arguments.clients)),
            )
            proxy.terminate()
            status = proxy.wait(40)
        finally:
            proxy.kill()
            for host in hosts:
                host.process.kill()
        sent_to = {}
        for host in hosts:
            bodies = open(host.record, "rb").read().splitlines() if os.path.exists(host.record) else []
            sent_to[host.name] = len(bodies)
            if host.trust == "cloud":
                tally.leaked += [body[:200] for body in bodies if b"@corp.example" in body or b".person" in body]
        rows = sqlite3.connect(os.path.join(folder, "chaos.db")).execute("select count(*), sum(attempts) from requests").fetchone()
        print(
            f"{arguments.seconds} s, {arguments.clients} clients, seed {arguments.seed}: {counter[0]} requests, {tally.served} served whole "
            f"({tally.streams} streams begun), {tally.broken} streams broken off visibly, slowest {tally.slowest:.1f} s"
        )
        print(f"hosts killed {events['kill']} times, stopped {events['stop']}, started {events['start']}, let go on {events['go_on']}")
        print(f"requests reached: {sent_to}; audit rows {rows[0]}, attempts {rows[1]}; the program ended with {status}")
        print(f"lost: {len(tally.lost)}, canaries seen by the cloud host: {len(tally.leaked)}")
        for line in (tally.lost + tally.leaked)[:20]:
            print("  ", line)
        isWell = not tally.lost and not tally.leaked and sent_to["far"] > 0 and rows[0] == counter[0] and status == 0
        if not isWell:
            print(open(log.name).read()[-2000:])
        return 0 if isWell else 1


parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--seconds", type=float, default=120)
parser.add_argument("--clients", type=int, default=24)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--strategy", default="least_busy")
sys.exit(asyncio.run(run(parser.parse_args())))
