"""Pages of the import in the admin: upload and report, confirmation, journal, undoing."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms import imports
from cms.imports import Importer, keeping, run
from cms.imports import undo as undoing
from cms.imports.forms import ConfirmForm, UploadForm
from cms.imports.reading import Problem, UnreadableFileError, read
from cms.models import ImportBatch

_SHOWN = 200
_JOURNAL_PAGE = 30


def _importer_for(request: HttpRequest, key: str) -> Importer:
    importer = imports.importer(key)
    if importer is None:
        raise Http404
    if not importer.is_allowed(request.user):
        raise PermissionDenied
    return importer


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The journal of imports into the registers the account may import into."""
    allowed = [one for one in imports.importers() if one.is_allowed(request.user)]
    if not allowed:
        raise PermissionDenied
    batches = ImportBatch.objects.filter(register__in=[one.key for one in allowed])
    pages = Paginator(batches.select_related("user", "undone_by"), _JOURNAL_PAGE)
    context = {
        "importers": allowed,
        "labels": {one.key: one.label for one in allowed},
        "page_obj": pages.get_page(request.GET.get("p")),
    }
    return render(request, "cms/imports/index.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Take a file, check it and show what its import would do."""
    importer = _importer_for(request, key)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        return _report(request, importer, form.cleaned_data["file"])
    return _upload_page(request, importer, form=form)


def _report(request: HttpRequest, importer: Importer, file: Any) -> HttpResponse:
    content = file.read()
    try:
        report = run.check(importer, read(content, file.name))
    except UnreadableFileError as error:
        report = run.Report(error.problems)
    if report.problems:
        return _upload_page(request, importer, report=report, file_name=file.name)
    token = keeping.keep(
        content,
        file_name=file.name,
        register=importer.key,
        user_id=request.user.pk,
        digest=report.digest,
    )
    context = {
        "importer": importer,
        "file_name": file.name,
        "report": report,
        "shown": [one for one in report.outcomes if one.action != run.SAME][:_SHOWN],
        "limit": _SHOWN,
        "form": ConfirmForm(initial={"token": token}),
    }
    return render(request, "cms/imports/report.html", context)


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Import a checked file."""
    importer = _importer_for(request, key)
    form = ConfirmForm(request.POST)
    token = form.cleaned_data["token"] if form.is_valid() else ""
    try:
        kept, content = keeping.open_kept(token, register=key, user_id=request.user.pk)
    except keeping.ExpiredError:
        messages.error(request, _("The checked file is gone. Upload it again."))
        return redirect("cms_imports:upload", key)
    try:
        batch = run.apply(
            importer,
            read(content, kept.file_name),
            user=request.user,
            file_name=kept.file_name,
            sha256=kept.sha256,
            digest=kept.digest,
        )
    except run.ImportRefusedError as refusal:
        return _upload_page(request, importer, report=refusal.report, file_name=kept.file_name)
    keeping.drop(kept)
    count = batch.new_count + batch.changed_count
    text = ngettext("%(count)s row was imported.", "%(count)s rows were imported.", count)
    messages.success(request, text % {"count": count})
    return redirect("cms_imports:batch", batch.pk)


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, row by row."""
    return _batch_page(request, get_object_or_404(ImportBatch, pk=pk))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an import as a whole."""
    record = get_object_or_404(ImportBatch, pk=pk)
    importer = _importer_for(request, record.register)
    if not importer.may_undo(request.user, record):
        raise PermissionDenied
    try:
        undoing.undo(importer, record, user=request.user)
    except undoing.UndoRefusedError as refusal:
        return _batch_page(request, record, refusal.problems)
    messages.success(request, _("The import was undone."))
    return redirect("cms_imports:batch", pk)


@require_GET
def template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty CSV file with the columns of a register."""
    importer = _importer_for(request, key)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    response.write("\ufeff")
    csv.writer(response, delimiter=";").writerow(importer.resource.columns())
    return response


def _upload_page(
    request: HttpRequest,
    importer: Importer,
    *,
    form: UploadForm | None = None,
    report: run.Report | None = None,
    file_name: str = "",
) -> HttpResponse:
    problems = report.problems if report else ()
    required = importer.resource.required_columns()
    context = {
        "importer": importer,
        "form": form or UploadForm(),
        "file_name": file_name,
        "problems": problems[:_SHOWN],
        "problem_count": len(problems),
        "limit": _SHOWN,
        "columns": [
            {"name": name, "label": field.verbose_name, "is_required": name in required}
            for name, field in importer.resource.columns().items()
        ],
        "register_url": reverse(importer.index_url_name),
    }
    return render(request, "cms/imports/upload.html", context)


def _batch_page(
    request: HttpRequest, record: ImportBatch, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    importer = _importer_for(request, record.register)
    context = {
        "importer": importer,
        "batch": record,
        "may_undo": not record.undone_at and importer.may_undo(request.user, record),
        "page_obj": Paginator(record.rows.all(), 100).get_page(request.GET.get("p")),
        "problems": problems[:_SHOWN],
        "problem_count": len(problems),
        "limit": _SHOWN,
    }
    return render(request, "cms/imports/batch.html", context)
