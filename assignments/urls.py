from django.urls import path

from assignments.views import acts, bulk, duties, issuing

app_name = "assignments"

urlpatterns = [
    path("viec-cua-toi/", duties.MyDuties.as_view(), name="my_duties"),
    path("nhiem-vu/", duties.DutyList.as_view(), name="duty_list"),
    path("nhiem-vu/xuat-excel/", duties.DutySpreadsheet.as_view(), name="duty_list_xlsx"),
    path("nhiem-vu/duyet-nhieu/", bulk.BulkAccept.as_view(), name="bulk_accept"),
    path("nhiem-vu/<int:pk>/", duties.DutyPage.as_view(), name="deliverable_detail"),
    path("nhiem-vu/<int:pk>/tien-do/", acts.ReportProgress.as_view(), name="deliverable_progress"),
    path("nhiem-vu/<int:pk>/nop/", acts.Submit.as_view(), name="deliverable_submit"),
    path("nhiem-vu/<int:pk>/rut-lai/", acts.Withdraw.as_view(), name="deliverable_withdraw"),
    path("nhiem-vu/<int:pk>/duyet/", acts.Accept.as_view(), name="deliverable_accept"),
    path("nhiem-vu/<int:pk>/tra-lai/", acts.Return.as_view(), name="deliverable_return"),
    path("nhiem-vu/<int:pk>/mien/", acts.Waive.as_view(), name="deliverable_waive"),
    path("nhiem-vu/<int:pk>/huy/", acts.Cancel.as_view(), name="deliverable_cancel"),
    path("nhiem-vu/<int:pk>/mo-lai/", acts.Reopen.as_view(), name="deliverable_reopen"),
    path("nhiem-vu/<int:pk>/minh-chung/", acts.AddEvidence.as_view(), name="evidence_add"),
    path("minh-chung/<int:pk>/", acts.EvidenceDownload.as_view(), name="evidence_download"),
    path("minh-chung/<int:pk>/go/", acts.EvidenceRemove.as_view(), name="evidence_remove"),
    path("nhiem-vu/phan-cong/<int:pk>/", duties.TaskAssignments.as_view(), name="task_assignments"),
    path("ke-hoach/<int:pk>/ban-hanh/", issuing.PlanIssue.as_view(), name="plan_issue"),
]
