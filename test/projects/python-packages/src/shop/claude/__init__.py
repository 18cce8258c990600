from .client import ask, client
