"""The site: a Django project over the library."""
