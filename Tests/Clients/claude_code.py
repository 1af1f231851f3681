"""Claude Code, as the package `claude-agent-sdk` carries it: a question to the agent, without tools."""
import asyncio
import os
import tempfile

from claude_agent_sdk import AssistantMessage, ClaudeAgentOptions, query

# A name that is a word: the model takes a random one for a secret, and a secret is blocked.
home = os.path.join(tempfile.gettempdir(), "hopguard-claude-code")
os.makedirs(home, exist_ok=True)
options = ClaudeAgentOptions(
    model="mirror", max_turns=1, allowed_tools=[], cwd=home, system_prompt="Answer.", setting_sources=[],
    env={
        "ANTHROPIC_BASE_URL": os.environ["HOPGUARD"], "ANTHROPIC_AUTH_TOKEN": os.environ["KEY"], "HOME": home, "CLAUDE_CONFIG_DIR": home,
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    })


async def main():
    async for message in query(prompt=os.environ["TEXT"], options=options):
        if isinstance(message, AssistantMessage):
            print("".join(block.text for block in message.content if hasattr(block, "text")))


asyncio.run(main())
