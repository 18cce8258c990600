from django.urls import path

from .views import Answers, Lessons

urlpatterns = [path("answers/", Answers.as_view()), path("lessons/", Lessons.as_view())]
