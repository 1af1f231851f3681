"""How fast Presidio's pattern recognizers and detect-secrets examine a text, in documents of 2 KB: MB per CPU-second."""

import contextlib
import logging
import os
import sys
import tempfile
import time

# A list of domains that a peer would fetch: it has one of its own.
logging.disable(logging.CRITICAL)
text = open(sys.argv[1], encoding="utf-8").read()
documents = [text[i : i + 2048] for i in range(0, len(text), 2048)]


def measure(name, examine):
    for document in documents[:2]:
        examine(document)
    start = time.process_time()
    size = 0
    found = 0
    for document in documents:
        found += examine(document)
        size += len(document.encode())
        if time.process_time() - start > 20:
            break
    print(f"{name:34} {size / 1e6 / (time.process_time() - start):.3f} MB/s, {found} findings in {size // 1000} KB")


def presidio(held):
    from presidio_analyzer import PatternRecognizer, RecognizerRegistry

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers()
    recognizers = [r for r in registry.recognizers if isinstance(r, PatternRecognizer)]
    return lambda document: sum(len(r.analyze(document, r.supported_entities, None) or []) for r in recognizers)


def detect_secrets(held):
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    # The plugins are gone once the settings are left.
    held.enter_context(default_settings())
    path = os.path.join(held.enter_context(tempfile.TemporaryDirectory()), "document")

    def examine(document):
        with open(path, "w", encoding="utf-8") as file:
            file.write(document)
        return sum(1 for _ in scan_file(path))

    return examine


with contextlib.ExitStack() as held:
    for name, make in [("Presidio, pattern recognizers", presidio), ("detect-secrets", detect_secrets)]:
        try:
            measure(name, make(held))
        except Exception as error:  # a peer that cannot be had is no fault of ours
            print(f"{name:34} not measured: {error}")
