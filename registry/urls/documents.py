"""Addresses of the register, its documents and its book."""

from django.urls import path

from registry.views import acts, book, documents, drafting

urlpatterns = [
    path("van-ban/", documents.DocumentList.as_view(), name="document_list"),
    path("van-ban/xuat-excel/", documents.DocumentSpreadsheet.as_view(), name="document_list_xlsx"),
    path("van-ban/moi/", drafting.document_new, name="document_new"),
    path("van-ban/tu-tep/", drafting.document_from_file, name="document_from_file"),
    path("van-ban/so-dang-ky/", book.BookPage.as_view(), name="book"),
    path("van-ban/so-dang-ky/xuat-excel/", book.BookSpreadsheet.as_view(), name="book_xlsx"),
    path("van-ban/so-dang-ky/pdf/", book.BookPrint.as_view(), name="book_pdf"),
    path("van-ban/so-dang-ky/so-giay/", book.numbering_continue, name="numbering_continue"),
    path("van-ban/<int:pk>/", documents.document_detail, name="document_detail"),
    path("van-ban/<int:pk>/ban-in/", documents.document_preview, name="document_preview"),
    path("van-ban/<int:pk>/trang/<int:number>/", documents.document_page, name="document_page"),
    path("van-ban/<int:pk>/pdf/", documents.document_pdf, name="document_pdf"),
    path("van-ban/<int:pk>/docx/", documents.document_docx, name="document_docx"),
    path("van-ban/<int:pk>/thong-tin/", drafting.document_facts, name="document_facts"),
    path("van-ban/<int:pk>/sao-chep/", drafting.DocumentCopy.as_view(), name="document_copy"),
    path("van-ban/<int:pk>/dinh-chinh/", drafting.document_correct, name="document_correct"),
    path("van-ban/<int:pk>/trinh/", acts.Submit.as_view(), name="document_submit"),
    path("van-ban/<int:pk>/duyet/", acts.Approve.as_view(), name="document_approve"),
    path("van-ban/<int:pk>/tra-lai/", acts.document_return, name="document_return"),
    path("van-ban/<int:pk>/ban-hanh/", acts.document_issue, name="document_issue"),
]
