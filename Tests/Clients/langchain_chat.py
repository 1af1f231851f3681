"""LangChain's three integrations, invoked and streamed."""
import os

from langchain_anthropic import ChatAnthropic
from langchain_ollama import ChatOllama
from langchain_openai import ChatOpenAI

base, key, text = os.environ["HOPGUARD"], os.environ["KEY"], os.environ["TEXT"]
for model in (
    ChatOpenAI(model="mirror", base_url=base + "/v1", api_key=key),
    ChatAnthropic(model="mirror", base_url=base, api_key=key),
    ChatOllama(model="mirror", base_url=base, client_kwargs={"headers": {"authorization": "Bearer " + key}}),
):
    print(model.invoke(text).text)
    print("".join(piece.text for piece in model.stream(text)))
