#!/usr/bin/env python3
"""Drives the dashboard in a real headless Chromium and takes screenshots. Not part of `make test`: it needs Chromium (Debian: `chromium`).

    Tests/Browser/dashboard.py .build/debug/hopguard [folder for screenshots]

Python's standard library only: Chromium is spoken to through its DevTools pipe. Exits 1 on the first thing that is not as it should be.
"""

import base64
import http.client
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"
EMAIL = "anna.kowalska@corp.example"
# What is started ends with the test, also when that is killed.
WATCHED = ["setpriv", "--pdeathsig", "KILL"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Browser:
    """Chromium behind its DevTools pipe: one page, and what went wrong on it."""

    def __init__(self, folder):
        to_browser, self.out = os.pipe()
        self.inp, from_browser = os.pipe()

        def hand_over():
            # The pipe is descriptors 3 and 4 of the child; both ends move away first, so that neither is overwritten.
            a, b = os.dup(to_browser), os.dup(from_browser)
            high_a, high_b = 40, 41
            os.dup2(a, high_a), os.dup2(b, high_b)
            os.dup2(high_a, 3), os.dup2(high_b, 4)

        binary = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("no chromium")
        self.process = subprocess.Popen(
            [*WATCHED, binary, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
             "--no-first-run", "--user-data-dir=" + os.path.join(folder, "profile"), "about:blank"],
            close_fds=False, preexec_fn=hand_over, stderr=subprocess.DEVNULL)
        os.close(to_browser), os.close(from_browser)
        self.next, self.buffer, self.session = 0, b"", None
        self.faults, self.urls = [], []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def read(self, wait):
        end = time.monotonic() + wait
        while b"\0" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.inp], [], [], left)[0]:
                return None
            piece = os.read(self.inp, 1 << 20)
            if not piece:
                raise RuntimeError("the browser ended")
            self.buffer += piece
        line, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(line)
        self.note(message)
        return message

    def note(self, message):
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.faults.append(params["exceptionDetails"].get("text", "") + str(params["exceptionDetails"].get("exception", {}).get("description")))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.faults.append(params["entry"]["text"] + " " + params["entry"].get("url", ""))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.faults.append("console: " + json.dumps(params["args"])[:300])
        elif method == "Page.javascriptDialogOpening":
            self.faults.append("a dialog opened: " + params["message"])
        elif method == "Network.requestWillBeSent":
            self.urls.append(params["request"]["url"])

    def call(self, method, **params):
        self.next += 1
        message = {"id": self.next, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read(30)
            if answer is None:
                raise RuntimeError("no answer to " + method)
            if answer.get("id") == self.next:
                if "error" in answer:
                    raise RuntimeError(method + ": " + json.dumps(answer["error"]))
                return answer["result"]

    def js(self, text):
        result = self.call("Runtime.evaluate", expression=text, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(text + ": " + json.dumps(result["exceptionDetails"])[:400])
        return result["result"].get("value")

    def until(self, text, what, wait=60):
        end = time.monotonic() + wait
        while time.monotonic() < end:
            if self.js(text):
                return
            self.read(0.1)
        fail(what + " did not happen: " + text)

    def size(self, width, height, dark):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def shot(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.process.kill()
        self.process.wait()


def fail(text):
    raise AssertionError(text)


def check(condition, text):
    if not condition:
        fail(text)


def ask(port, body, headers=None, path="/v1/chat/completions"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", path, json.dumps(body), {"content-type": "application/json", **(headers or {})})
    answer = connection.getresponse()
    return answer.status, answer.read()


def wait_for(port, path, wait=60):
    end = time.monotonic() + wait
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    fail("the program did not become ready")


class Program:
    def __init__(self, binary, folder, text):
        self.folder = folder
        config = os.path.join(folder, "hopguard.yaml")
        with open(config, "w") as file:
            file.write(text)
        self.log = open(os.path.join(folder, "serve.log"), "w")
        self.process = subprocess.Popen([*WATCHED, binary, "serve", "--demo", "--config", config], stderr=self.log, cwd=folder)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=90)


def message(text, model="mirror"):
    return {"model": model, "messages": [{"role": "user", "content": text}]}


def open_dashboard(browser, admin):
    browser.call("Page.navigate", url=f"http://127.0.0.1:{admin}/")
    browser.until("document.readyState === 'complete' && typeof show === 'function'", "loading")


def views(browser, port, admin, shots):
    for text in (f"Write to {EMAIL} that her card 4111 1111 1111 1111 was declined.", "What is the capital of France?", f"{EMAIL} again"):
        check(ask(port, message(text))[0] == 200, "the mirror answers")
    check(ask(port, message("the key is AKIA" + "IOSFODNN7ABCDEFG"))[0] == 400, "a credential is blocked")
    check(ask(port, message("hello", model=HOSTILE))[0] == 404, "an unknown model is refused")

    open_dashboard(browser, admin)
    browser.until("document.querySelectorAll('#totals dd').length >= 9", "the overview")
    check(browser.js("document.querySelector('#totals dd').textContent") == "5", "five requests are counted")
    for period in ("24h", "30d", "1h"):
        browser.js(f"document.querySelector('[data-range=\"{period}\"]').click()")
        browser.until(f"document.querySelector('[data-range=\"{period}\"]').getAttribute('aria-pressed') === 'true' && range === '{period}'", period)
    browser.until("document.querySelectorAll('#charts svg').length === 9", "the charts")
    browser.until("document.querySelectorAll('#charts rect').length >= 3", "bars in the charts")
    # Again and again: the charts of the period before are there until those of this one come.
    browser.until(
        "(() => { const chart = document.querySelector('#charts .chart'); chart.blur(); chart.focus();"
        " chart.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'})); return chart.querySelector('.read').textContent.includes('all 5') })()",
        "a chart read by the keyboard")
    browser.js("document.activeElement.blur()")

    for name, ready in (
        ("overview", "document.querySelectorAll('#tops .card').length === 6"),
        ("log", "document.querySelectorAll('#log-rows tr').length === 5"),
        ("hosts", "document.querySelectorAll('#host-cards .card').length >= 1"),
        ("policies", "document.querySelectorAll('#policy-cards .card').length >= 2"),
        ("playground", "document.querySelectorAll('#examine select[name=policy] option').length > 1"),
        ("live", "!document.querySelector('[data-view=live]').hidden"),
    ):
        browser.js(f"location.hash = '#{name}'")
        browser.until(ready, name)
        if name == "live":
            browser.until("source && source.readyState === 1", "the live view's line")
            ask(port, message(f"live {EMAIL}"))
            browser.until("document.querySelectorAll('#live-rows tr').length >= 1", "a live row")
            check(EMAIL not in browser.js("document.querySelector('[data-view=live]').textContent"), "no prompt text in the live view")
        if name == "playground":
            playground(browser)
        if name == "log":
            detail(browser, shots)
        for width, height, dark, kind in ((1280, 860, False, "light"), (1280, 860, True, "dark"), (390, 844, False, "phone")):
            browser.size(width, height, dark)
            time.sleep(0.2)
            browser.shot(os.path.join(shots, f"{name}-{kind}.png"))
            check(
                browser.js("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                f"{name} scrolls sideways at {width} pixels")
        browser.size(1280, 860, False)
        unlabelled = browser.js(
            "[...document.querySelectorAll('input,select,textarea')].filter((f) => !f.labels.length && !f.ariaLabel).map((f) => f.name)")
        check(not unlabelled, f"fields without a label: {unlabelled}")
        check(browser.js("[...document.querySelectorAll('button')].every((b) => b.textContent.trim() || b.ariaLabel)"), "a button without a name")


def detail(browser, shots):
    check(browser.js("[...document.querySelectorAll('#log-rows td')].some((c) => c.textContent.includes('<script>'))"), "hostile names are shown as text")
    browser.js("document.querySelector('#filters [name=status]').value = '2xx'; document.getElementById('filters').requestSubmit()")
    browser.until("document.querySelectorAll('#log-rows tr').length === 3", "the filter")
    check(browser.js("document.querySelector('#log-rows').textContent.includes('EMAIL_ADDRESS')"), "entities stand in the log")
    browser.js("document.querySelector('#log-rows a').click()")
    browser.until("!document.getElementById('detail').hidden", "a request's page")
    text = browser.js("document.getElementById('detail').textContent")
    for wanted in ("Attempts", "Stages", "redact", "as it was written", "EMAIL_ADDRESS"):
        check(wanted in text, f"the request's page has {wanted}")
    check(browser.js("document.activeElement.id") == "detail", "the focus is on the request's page")
    for width, dark, kind in ((1280, False, "light"), (1280, True, "dark"), (390, False, "phone")):
        browser.size(width, 860, dark)
        time.sleep(0.2)
        browser.shot(os.path.join(shots, f"request-{kind}.png"))
        check(
            browser.js("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), f"a request's page scrolls sideways at {width}")
    browser.size(1280, 860, False)
    browser.js("location.hash = '#log?entity=CREDIT_CARD'")
    browser.until("document.querySelectorAll('#log-rows tr').length === 1 && document.querySelector('#filters [name=entity]').value === 'CREDIT_CARD'", "a filter in the address")
    browser.js("document.querySelector('#filters [type=reset]').click()")
    browser.until("document.querySelectorAll('#log-rows tr').length === 5", "all rows")
    browser.js("document.querySelector('#filters [name=status]').value = 'nonsense'; document.getElementById('filters').requestSubmit()")
    browser.until("document.getElementById('state').textContent.length > 0", "the refusal of a filter")
    # The refused filter is an error of the network log, and meant.
    browser.faults = [fault for fault in browser.faults if "status=nonsense" not in fault]
    browser.js("document.querySelector('#filters [name=status]').value = ''; document.getElementById('filters').requestSubmit()")
    browser.until("document.querySelectorAll('#log-rows tr').length === 5", "all rows")


def playground(browser):
    def examine(text, model="mirror", policy=""):
        browser.js(
            "(() => { const f = document.getElementById('examine'); f.elements.text.value = %s; f.elements.model.value = %s;"
            " f.elements.policy.value = %s; document.getElementById('result-why').textContent = ''; f.requestSubmit(); })()"
            % (json.dumps(text), json.dumps(model), json.dumps(policy)))
        browser.until("document.getElementById('result-why').textContent.length > 0", "an explanation")

    browser.js("document.getElementById('example').click()")
    browser.until("document.querySelectorAll('#result-marked mark').length >= 3", "the example")
    examine("my key is AKIA" + "IOSFODNN7ABCDEFG")
    check(not browser.js("document.getElementById('result-refused').hidden"), "a refusal stands out")
    check("API_KEY" in browser.js("document.getElementById('result-leaving').textContent"), "a refusal is told")
    examine(json.dumps(message(f"to {EMAIL}")))
    check(EMAIL not in browser.js("document.getElementById('result-leaving').textContent"), "a body leaves redacted")
    examine(f"Grüße {HOSTILE}: write to {EMAIL}, card 4111 1111 1111 1111.")
    check(browser.js("[...document.querySelectorAll('#result-marked mark')].some((m) => m.firstChild.textContent === %s)" % json.dumps(EMAIL)), "marked")
    check(EMAIL not in browser.js("document.getElementById('result-leaving').textContent"), "the text leaves redacted")
    check(EMAIL in browser.js("document.getElementById('result-returning').textContent"), "it comes back")
    check("mirror" in browser.js("document.getElementById('result-hosts').textContent"), "the host is told")


def live_ends(program, port, admin):
    """The line of the live view ends as HTTP wants it, and does not hold up the program's end."""
    connection = http.client.HTTPConnection("127.0.0.1", admin, timeout=20)
    connection.request("GET", "/api/live")
    answer = connection.getresponse()
    check(answer.status == 200 and answer.readline() == b": live\n", "the live view's line begins")
    ask(port, message("one more"))
    # Told once the exchange is over, which its client may know before; the connection's timeout is the bound.
    line = b": live"
    while line and not line.startswith(b"event: exchange"):
        line = answer.readline()
    check(line, "the live view's line tells of the exchange")
    begin = time.monotonic()
    program.close()
    # A line that was cut raises IncompleteRead.
    answer.read()
    check(time.monotonic() - begin < 5, "the live view holds up the program's end")


def sign_in(browser, admin, shots):
    open_dashboard(browser, admin)
    browser.until("!document.getElementById('signin').hidden", "the sign-in")
    browser.shot(os.path.join(shots, "signin-light.png"))

    def enter(key):
        browser.js(f"document.querySelector('#signin [name=key]').value = {json.dumps(key)}; document.getElementById('signin-form').requestSubmit()")

    enter("wrong")
    browser.until("document.getElementById('signin-fault').textContent.length > 0", "the refusal of a wrong key")
    enter("admin-" + "key-of-the-browser-test")
    browser.until("document.getElementById('signin').hidden && document.querySelectorAll('#totals dd').length >= 9", "signing in")
    check(browser.js("document.cookie") == "", "the session's cookie is not for scripts")
    # Before the sign-in, 401 is the answer that was meant.
    browser.faults = [fault for fault in browser.faults if "401" not in fault]


def main():
    binary = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
    folder = tempfile.mkdtemp(prefix="hopguard-browser-")
    shots = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(folder, "screenshots")
    os.makedirs(shots, exist_ok=True)
    browser = program = None
    try:
        browser = Browser(folder)
        browser.size(1280, 860, False)
        port, admin = free_port(), free_port()
        program = Program(binary, folder, f"listen: 127.0.0.1:{port}\nadmin: 127.0.0.1:{admin}\naudit: {{ path: one.db }}\n")
        wait_for(admin, "/healthz")
        views(browser, port, admin, shots)
        check(not browser.faults, "faults on the page: " + "; ".join(browser.faults))
        browser.call("Page.navigate", url="about:blank")
        live_ends(program, port, admin)
        port, admin = free_port(), free_port()
        program = Program(
            binary, folder,
            f"listen: 127.0.0.1:{port}\nadmin: 0.0.0.0:{admin}\naudit: {{ path: two.db }}\n"
            "keys: [{ name: boss, token: admin-key-of-the-browser-test, admin: true }]\n")
        wait_for(admin, "/healthz")
        sign_in(browser, admin, shots)
        check(not browser.faults, "faults on the page: " + "; ".join(browser.faults))
        away = {url for url in browser.urls if not url.startswith(("http://127.0.0.1:", "data:", "about:"))}
        check(not away, f"the page asked elsewhere: {away}")
        print(f"the dashboard is well; screenshots in {shots}")
    except AssertionError as fault:
        if browser:
            browser.shot(os.path.join(shots, "fault.png"))
            print("faults on the page:", browser.faults, file=sys.stderr)
        sys.exit(f"{fault}; see {shots}/fault.png")
    finally:
        if program:
            program.close()
        if browser:
            browser.close()


if __name__ == "__main__":
    main()
