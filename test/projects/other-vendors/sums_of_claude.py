from models import model_of
from pydantic_ai import Agent

agent = Agent(model_of("default"))


@agent.tool_plain
def calculate(expression: str) -> str:
    return str(eval(expression))  # want reply-as-code "the input of a tool call is run as code"
