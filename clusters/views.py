"""Admin pages of the section: admission of a cluster, and the representative's own cluster."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import proposals
from clusters.enums import ProposalKind
from clusters.forms import FORMS, AdmissionForm
from clusters.models import Admission, Cluster, ClusterPage, Membership
from clusters.services.representatives import represents

FEWEST_MEMBERS, FEWEST_KINDS = 15, 2
SHOWN_PROPOSALS = 50


@require_http_methods(["GET", "POST"])
def admission(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Tick the rules of admission; what the portal knows stands beside each."""
    if not request.user.has_perm("clusters.change_admission"):
        raise PermissionDenied
    cluster = get_object_or_404(Cluster, pk=cluster_id)
    known = Admission.objects.filter(cluster=cluster).first() or Admission(cluster=cluster)
    form = AdmissionForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        form.instance.ticked_by = request.user
        form.save()
        if form.instance.is_complete:
            messages.success(request, _("The passport may be published now."))
        else:
            messages.warning(request, _("Saved. The passport waits until every rule is met."))
        return redirect("clusters:admission", cluster.pk)
    members = Membership.objects.current().filter(cluster=cluster)
    context = {
        "form": form,
        "cluster": cluster,
        "admission": known,
        "pages": _pages_of([cluster]),
        "member_count": members.values("organisation").distinct().count(),
        "kind_count": members.values("organisation__kind").distinct().count(),
        "fewest_members": FEWEST_MEMBERS,
        "fewest_kinds": FEWEST_KINDS,
        "page_title": _("Admission of a cluster"),
        "header_title": _("Admission of a cluster"),
    }
    return render(request, "clusters/admin/admission.html", context)


def own_clusters(user: Any) -> QuerySet[Cluster]:
    """The clusters that the account represents."""
    return Cluster.objects.filter(representatives__in=user.groups.all())


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The clusters that the account represents: passports, ways to propose, own proposals."""
    clusters = list(own_clusters(request.user))
    if not clusters:
        raise PermissionDenied
    own = request.user.proposals.select_related("cluster", "decided_by")
    context = {
        "clusters": [(cluster, _pages_of([cluster])) for cluster in clusters],
        "proposals": own.order_by("-proposed_at")[:SHOWN_PROPOSALS],
        "page_title": _("My cluster"),
    }
    return render(request, "clusters/admin/mine.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, cluster_id: int, kind: str) -> HttpResponse:
    """Propose a figure or a member; the facts change when a moderator accepts."""
    if kind not in ProposalKind.values:
        raise Http404
    cluster = get_object_or_404(Cluster, pk=cluster_id)
    if not represents(request.user, cluster):
        raise PermissionDenied
    form = FORMS[ProposalKind(kind)](request.POST or None, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        proposals.propose(cluster, form, user=request.user)
        messages.success(request, _("Sent to the moderators. You see their decision on this page."))
        return redirect("clusters:mine")
    context = {
        "form": form,
        "cluster": cluster,
        "page_title": _("Propose a figure")
        if kind == ProposalKind.FIGURE
        else _("Propose a member"),
        "back_url": reverse("clusters:mine"),
    }
    return render(request, "clusters/admin/propose.html", context)


def _pages_of(clusters: list[Cluster]) -> list[ClusterPage]:
    pages = ClusterPage.objects.filter(cluster__in=clusters, alias_of__isnull=True)
    return list(pages.select_related("locale").order_by("-locale__language_code"))
