from rest_framework.response import Response
from rest_framework.views import APIView

from .answers import answer, teach

ROLES = {"teacher", "critic"}


class Answers(APIView):
    def post(self, request):
        return Response(answer(request))  # want unvalidated-input "What the caller of this endpoint sends"


class Lessons(APIView):
    def post(self, request):
        if request.data["role"] not in ROLES:
            return Response("Unknown role", status=400)
        return Response(teach(request))
