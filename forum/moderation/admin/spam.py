"""The spam filter in the admin: what it has learned, how it did, and what it may forget.

Seen by who may change the policy, in which its threshold is.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from forum.comments.models import Policy, Trace
from forum.comments.spam import akismet, bayes, learned, ledger, record
from forum.comments.spam.figures import over
from forum.moderation.admin.readonly import ReadOnlyAdmin

TOKENS = 20  # of each side
SITES = 50  # the latest; the search finds older ones


@admin.register(Trace)
class TraceAdmin(ReadOnlyAdmin):
    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.change_policy")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        forget = self.admin_site.admin_view(require_POST(self.forget))
        return [
            path("<int:pk>/forget/", forget, name="comments_trace_forget"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """One page in place of a list: nobody reads 100,000 words one by one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Spam filter"),
            "opts": self.opts,
            "is_nav_sidebar_enabled": True,
            **_standing(),
            **_memory(request.GET.get("site", "").replace("\0", "").strip()),
        }
        return render(request, "admin/comments/trace/spam_filter.html", context)

    def forget(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Drop one site from the memory; the next spam that links there brings it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        site = get_object_or_404(Trace, pk=pk, kind=Trace.Kind.HOST)
        self.log_deletions(request, [site])
        ledger.forget(site.pk)
        messages.success(request, _("Forgotten: %s.") % site)
        return redirect("admin:comments_trace_changelist")


def _standing() -> dict:
    """What is learned, what it was worth, and what speaks loudest: 4 queries."""
    threshold, seen = Policy.objects.current().spam_threshold, learned.seen()
    decided, telling = record.decided(), record.most_telling(seen)
    return {
        "threshold": threshold,
        "policy_url": reverse("admin:comments_policy_change", args=[1]),
        "seen": seen,
        "enough": bayes.ENOUGH,
        "is_ready": min(seen) >= bayes.ENOUGH,
        "thresholds": over(decided, threshold),
        "decided": sum(count for _percent, _is_spam, count in decided),
        "for_spam": [one for one in telling if one.weight > 0][:TOKENS],
        "for_ham": [one for one in reversed(telling) if one.weight < 0][:TOKENS],
        "service_is_on": akismet.is_on(),
    }


def _memory(wanted: str) -> dict:
    """What was seen in spam: the sites, those like `wanted` if it is given, and how much else."""
    remembered = Trace.objects.filter(spam__gt=0)
    sites = remembered.filter(kind=Trace.Kind.HOST).order_by("-seen_at", "-pk")
    marks = [Trace.Kind.EMAIL, Trace.Kind.HAND, Trace.Kind.NETWORK, Trace.Kind.TEXT]
    sums = remembered.filter(kind__in=marks).values_list("kind").annotate(Count("pk"))
    counts = dict(sums.order_by())
    return {
        "wanted": wanted,
        "sites": (sites.filter(key__icontains=wanted) if wanted else sites)[:SITES],
        "marks": [(kind.label, counts.get(kind.value, 0)) for kind in marks],
        "kept_days": ledger.KEPT.days,
    }
