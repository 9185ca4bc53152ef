"""Template filter for comments."""

from django import template
from django.utils.safestring import SafeString

from variorum_site.comments.html import comment_html

register = template.Library()


@register.filter
def as_comment(text: str) -> SafeString:
    """Plain text as safe HTML."""
    return comment_html(text)
