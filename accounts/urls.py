from django.urls import path

from accounts.views import audit, gallery, people, provinces, signing_in

app_name = "accounts"

urlpatterns = [
    path("dang-nhap/", signing_in.SignInView.as_view(), name="sign_in"),
    path("dang-xuat/", signing_in.SignOutView.as_view(), name="sign_out"),
    path("doi-mat-khau/", signing_in.PasswordChangeView.as_view(), name="password_change"),
    path("dat-mat-khau/<uidb64>/<token>/", signing_in.PasswordSetView.as_view(), name="password_set"),
    path("chon-tinh/", provinces.province_choose, name="province_choose"),
    path("quan-tri/nhat-ky/", audit.audit_list, name="audit_list"),
    path("quan-tri/tai-khoan/", people.UserListView.as_view(), name="user_list"),
    path("quan-tri/tai-khoan/them/", people.UserAddView.as_view(), name="user_add"),
    path("quan-tri/tai-khoan/<int:pk>/", people.UserDetailView.as_view(), name="user_detail"),
    path("quan-tri/tai-khoan/<int:pk>/mat-khau/", people.PasswordLinkView.as_view(), name="password_link"),
    path("quan-tri/tai-khoan/<int:pk>/ngung/", people.UserDeactivateView.as_view(), name="user_deactivate"),
    path("quan-tri/tai-khoan/<int:pk>/mo-lai/", people.UserReactivateView.as_view(), name="user_reactivate"),
    path(
        "quan-tri/tai-khoan/<int:pk>/vai-tro/<int:grant_pk>/thu-hoi/",
        people.RoleRevokeView.as_view(),
        name="role_revoke",
    ),
    path("thu-vien-giao-dien/", gallery.gallery, name="gallery"),
]
