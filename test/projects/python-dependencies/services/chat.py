from anthropic import AsyncAnthropic


class ChatService:
    def __init__(self, client: AsyncAnthropic):
        self.client = client

    async def renamed(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,  # want untrusted-system-prompt "Text from a request"
            messages=[{"role": "user", "content": question}],
        )

    async def default(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,  # want untrusted-system-prompt "Text from a request"
            messages=[{"role": "user", "content": question}],
        )

    async def quoted(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,  # want untrusted-system-prompt "Text from a request"
            messages=[{"role": "user", "content": question}],
        )

    async def annotated(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,  # want untrusted-system-prompt "Text from a request"
            messages=[{"role": "user", "content": question}],
        )

    async def typed(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,  # want untrusted-system-prompt "Text from a request"
            messages=[{"role": "user", "content": question}],
        )

    async def safe(self, persona: str, question: str):
        return await self.client.messages.create(
            model="claude-sonnet-5",
            max_tokens=9,
            system=persona,
            messages=[{"role": "user", "content": question}],
        )
