import anthropic

from tools import run_tool

client = anthropic.Anthropic()
tools = [{"name": "bash", "input_schema": {"type": "object"}}]


def turn(messages):
    reply = client.messages.create(model="claude-sonnet-5", max_tokens=1024, tools=tools, messages=messages)
    for block in reply.content:
        if block.type == "tool_use":
            run_tool(block.name, block.input)
