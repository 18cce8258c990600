from django.urls import include, path
from chat import api

urlpatterns = [path("chat/", include("chat.urls")), path("api/ask", api.ask), path("api/mine", api.AskApi.as_view()), path("api/l", api.LimitedApi.as_view())]
