import anthropic
from rest_framework.decorators import api_view, permission_classes, throttle_classes
from rest_framework.permissions import IsAuthenticated, AllowAny
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

client = anthropic.Anthropic()


@api_view(["POST"])
@permission_classes([AllowAny])
def ask(request):  # want open-proxy "Anyone who"
    message = client.messages.create(model="claude-sonnet-5", max_tokens=1024, system=request.data["system"], messages=[{"role": "user", "content": request.data["question"]}])  # want untrusted-system-prompt "Text from"
    return Response({"answer": message.content[0].text})


class AskApi(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):  # want missing-rate-limit "Nothing limits"
        message = client.messages.create(model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": request.data["question"]}])
        return Response({"answer": message.content[0].text})


class LimitedApi(APIView):
    permission_classes = [IsAuthenticated]
    throttle_classes = [UserRateThrottle]

    def post(self, request):
        message = client.messages.create(model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": request.data["question"]}])
        return Response({"answer": message.content[0].text})
