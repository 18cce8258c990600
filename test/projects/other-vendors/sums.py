from models import model_of
from pydantic_ai import Agent

agent = Agent(model_of("google-gla:gemini-3-flash"))


@agent.tool_plain
def calculate(expression: str) -> str:
    return str(eval(expression))
