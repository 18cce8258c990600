import os

from pydantic_ai.models.anthropic import AnthropicModel


def model_of(name: str):
    return AnthropicModel(os.environ["MODEL"]) if name == "default" else name
