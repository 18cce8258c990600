from django.urls import path
from . import views

urlpatterns = [
    path("ask/", views.ask),
    path("mine/", views.mine),
    path("limited/", views.limited),
    path("ask-view/", views.AskView.as_view()),
    path("mine-view/<slug:topic>/", views.MineView.as_view()),
    path("limited-view/", views.LimitedView.as_view()),
]
