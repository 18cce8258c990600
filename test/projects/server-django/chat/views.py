import json
import anthropic
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django_ratelimit.decorators import ratelimit

client = anthropic.Anthropic()


def answer(question, system="You help."):
    message = client.messages.create(
        model="claude-sonnet-5", max_tokens=1024, system=system, messages=[{"role": "user", "content": question}]  # want untrusted-system-prompt "Text from"
    )
    return message.content[0].text


@csrf_exempt
def ask(request):  # want open-proxy "Anyone who"
    body = json.loads(request.body)
    return JsonResponse({"answer": answer(body["question"], body["system"])})


@login_required
def mine(request):  # want missing-rate-limit "Nothing limits"
    return JsonResponse({"answer": answer(request.POST["question"])})


@ratelimit(key="ip", rate="5/m")
@login_required
def limited(request):
    return JsonResponse({"answer": answer(request.POST["question"][:2000])})


class AskView(View):
    def post(self, request):  # want open-proxy "Anyone who"
        return JsonResponse({"answer": answer(request.POST["question"])})


class MineView(LoginRequiredMixin, View):
    def post(self, request, topic):  # want missing-rate-limit "Nothing limits"
        return JsonResponse({"answer": answer(request.POST["question"], f"You know {topic}")})


@method_decorator(ratelimit(key="user", rate="5/m"), name="dispatch")
class LimitedView(LoginRequiredMixin, View):
    def post(self, request):
        return JsonResponse({"answer": answer(request.POST["question"][:2000])})
