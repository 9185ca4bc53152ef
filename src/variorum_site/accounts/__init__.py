"""People: who they are on this site, thinly; sign-up and sign-in are django-allauth."""
