"""The account of a site's owner, who may do everything."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from variorum.errors import InputError


def make_owner(name: str, email: str, password: str) -> bool:
    """Make the account, or give it a new password: whether it was there before.

    Raises InputError with what is wrong with the name, the address or the password.
    """
    users = get_user_model()._default_manager
    owner = users.filter(username=name).first()
    known = owner is not None
    owner = owner or get_user_model()(username=name, email=email)
    try:
        owner.full_clean(exclude=["password"])
        validate_password(password, owner)
    except ValidationError as fault:
        raise InputError(" ".join(fault.messages)) from fault
    owner.is_staff = owner.is_superuser = owner.is_active = True
    owner.set_password(password)
    owner.save()
    return known
