from django.urls import path

from accounts.views import gallery, provinces, signing_in

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", signing_in.SignInView.as_view(), name="sign_in"),
    path("dang-xuat/", signing_in.SignOutView.as_view(), name="sign_out"),
    path("doi-mat-khau/", signing_in.PasswordChangeView.as_view(), name="password_change"),
    path("chon-tinh/", provinces.province_choose, name="province_choose"),
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
]
