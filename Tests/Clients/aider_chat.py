"""aider on its command line: one message, in a folder of its own."""
import os
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()
aider = os.path.join(os.path.dirname(sys.executable), "aider")
subprocess.run(
    [aider, "--model", "openai/mirror", "--message", os.environ["TEXT"], "--chat-mode", "ask", "--no-git", "--yes-always", "--no-check-update",
     "--no-show-model-warnings", "--no-analytics", "--no-pretty", "--no-detect-urls", "--map-tokens", "0"],
    env={**os.environ, "OPENAI_API_BASE": os.environ["HOPGUARD"] + "/v1", "OPENAI_API_KEY": os.environ["KEY"], "HOME": folder},
    cwd=folder, check=True, timeout=300)
