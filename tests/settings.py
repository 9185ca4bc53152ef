"""The site's settings for its tests: a home of their own, thrown away at the end, and nothing of the developer's."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="variorum-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["VARIORUM_HOME"] = _home
for _name in [
    name
    for name in os.environ
    if name.startswith("VARIORUM_") and name not in {"VARIORUM_HOME", "VARIORUM_CORPUS", "VARIORUM_NO_SKIPS"}
]:
    del os.environ[_name]

from variorum_site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and the accounts last a test long
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
